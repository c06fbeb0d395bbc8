title = Pagamento
heading = Só falta pagar
    .settled = A sua reserva

seats = Lugares e preços
total = Total
fees = É tudo o que paga: não há taxas a somar.

update = Atualize primeiro o total
    .words = Alterou um preço ou o código promocional, mas o total ainda não conta com isso. Nada foi cobrado. Use o botão acima e depois pague.

paid = Esta reserva está paga
    .words = Não há mais nada a pagar.
    .link = Ver os bilhetes
back = Voltar à planta
