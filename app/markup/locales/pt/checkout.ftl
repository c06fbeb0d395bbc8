title = Pagamento
heading = Só falta pagar
    .settled = A sua reserva

seats = Lugares e preços
total = Total
fees = É tudo o que paga: não há taxas a somar.

paid = Esta reserva está paga
    .words = Não há mais nada a pagar.
    .link = Ver os bilhetes
back = Voltar à planta
