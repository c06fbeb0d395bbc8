heading = Início da venda

city-time = hora local ({ $city })

promise = Nesse momento abre aqui a planta com todos os lugares. Não precisa de conta, e o preço que vê é o preço final.


clock = Tempo até as vendas abrirem
    .days = dias
    .hours = horas
    .minutes = minutos
    .seconds = segundos
open = As vendas estão abertas.
    .link = Ver os lugares
