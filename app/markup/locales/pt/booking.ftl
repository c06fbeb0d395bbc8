title = Reserva: { $event }
    .tickets = Bilhetes: { $event }
all = As minhas reservas

paid = Está pago
    .heading = Até lá!
    .sum = { $tickets ->
        [one] { $tickets } bilhete. Total pago: { $total }.
       *[other] { $tickets } bilhetes. Total pago: { $total }.
    }
    .some = { $tickets ->
        [one] { $tickets } bilhete. Total pago por toda a reserva: { $total }.
       *[other] { $tickets } bilhetes. Total pago por toda a reserva: { $total }.
    }
    .none = Já não tem bilhetes desta reserva
    .whole = Total pago por toda a reserva: { $total }.
    .print = Imprimir
tickets = Bilhetes
    .door = Mostre o código à entrada, em papel ou num ecrã. Cada código deixa entrar uma pessoa, uma única vez. Até lá, não o mostre a ninguém.
number = Reserva { $number }.

places = Lugares
total = Total
look = Ver de novo
pay = Continuar para o pagamento
choose = Escolher lugares de novo

bought = Esta reserva está paga.
    .words = { $seats ->
        [one] O seu bilhete está aqui.
       *[other] Os seus bilhetes estão aqui.
    }
checking = Estamos a verificar o seu pagamento.
    .words = { $seats ->
        [one] Ainda não sabemos se correu bem. Vai receber o bilhete, ou o seu dinheiro de volta. Veja de novo daqui a pouco.
       *[other] Ainda não sabemos se correu bem. Vai receber os bilhetes, ou o seu dinheiro de volta. Veja de novo daqui a pouco.
    }
held = { $seats ->
        [one] O seu lugar está guardado.
       *[other] Os seus lugares estão guardados.
    }
    .words = { $seats ->
        [one] Pague antes de o tempo acabar. Até lá, mais ninguém pode ficar com ele.
       *[other] Pague antes de o tempo acabar. Até lá, mais ninguém pode ficar com eles.
    }
returning = O seu dinheiro vai ser devolvido.
    .words = { $seats ->
        [one] Não conseguiu este lugar com o seu pagamento. Estamos a devolver o dinheiro. Não precisa de fazer nada.
       *[other] Não conseguiu estes lugares com o seu pagamento. Estamos a devolver o dinheiro. Não precisa de fazer nada.
    }
returned = O seu dinheiro foi devolvido.
    .words = { $seats ->
        [one] Este lugar não é seu. O dinheiro pode demorar alguns dias a aparecer na sua conta.
       *[other] Estes lugares não são seus. O dinheiro pode demorar alguns dias a aparecer na sua conta.
    }
expired = O tempo para pagar acabou.
    .words = { $seats ->
        [one] Nada foi cobrado no seu cartão. O lugar voltou a estar à venda. Talvez ainda esteja livre.
       *[other] Nada foi cobrado no seu cartão. Os lugares voltaram a estar à venda. Talvez ainda estejam livres.
    }
cancelled = { $seats ->
        [one] Desistiu deste lugar.
       *[other] Desistiu destes lugares.
    }
    .words = { $seats ->
        [one] Nada foi cobrado. O lugar está outra vez à venda para todos, e pode escolhê-lo de novo.
       *[other] Nada foi cobrado. Os lugares estão outra vez à venda para todos, e pode escolhê-los de novo.
    }
void = { $seats ->
        [one] Este bilhete já não é válido.
       *[other] Estes bilhetes já não são válidos.
    }
    .words = { $seats ->
        [one] Ninguém entra com ele. Se foi cobrado no seu cartão, o dinheiro volta para o cartão. Talvez o lugar ainda esteja livre.
       *[other] Ninguém entra com eles. Se foram cobrados no seu cartão, o dinheiro volta para o cartão. Talvez os lugares ainda estejam livres.
    }
