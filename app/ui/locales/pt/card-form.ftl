number = Número do cartão
pay = Pagar { $total }
    .busy = A pagar…
back = Voltar à planta
