heading = Início da venda

city-time = hora local ({ $city })

promise = Nesse momento abre aqui a planta com todos os lugares. Não precisa de conta, e o preço que vê é o preço final.
