refund = O seu reembolso: { $event }
    .sent = O seu reembolso de { $amount } foi enviado ({ $day }) e está a caminho. Não precisa de fazer nada.
    .free = { $tickets ->
        [one] Não há dinheiro a devolver por este bilhete.
       *[other] Não há dinheiro a devolver por estes bilhetes.
    }
    .void = { $tickets ->
        [one] Este bilhete já não é válido
       *[other] Estes bilhetes já não são válidos
    }
    .fee = Foi descontada uma taxa de { $fee }.
    .bank = O dinheiro pode demorar alguns dias a aparecer na sua conta.
    .open = Abrir a reserva

cancelled = Cancelado: { $event }
    .words = { $event } ({ $when }) não se vai realizar. Lamentamos.

moved = Nova data: { $event }
    .words = { $event } tem uma nova data: { $when }.
    .valid = { $tickets ->
        [one] O seu bilhete continua válido. Não precisa de fazer nada.
       *[other] Os seus bilhetes continuam válidos. Não precisa de fazer nada.
    }
    .back = Se a nova data não lhe convém, pode devolver { $tickets ->
        [one] o seu bilhete
       *[other] os seus bilhetes
    } e receber o preço completo. Prazo: { $until }.
    .open = { $tickets ->
        [one] Abrir o bilhete
       *[other] Abrir os bilhetes
    }

void = O seu bilhete já não é válido: { $event }
    .words = Alguém lhe passou um bilhete para { $event } ({ $when }). Este bilhete já não é válido, e ninguém pode entrar com ele.
    .money = Se houver dinheiro a devolver, vai para a pessoa que o comprou. Se tiver dúvidas, fale com ela.
    .places = O lugar do bilhete

transfer = A sua reserva: { $event }
    .words = { $tickets ->
        [one] Passou a outra pessoa o seu bilhete para { $event } ({ $when }).
       *[other] Passou a outras pessoas todos os seus bilhetes para { $event } ({ $when }).
    }
    .codes = { $tickets ->
        [one] Quem o recebeu tem um código novo. O seu código já não funciona. Não precisa de fazer nada.
       *[other] Quem os recebeu tem códigos novos. Os seus códigos já não funcionam. Não precisa de fazer nada.
    }
    .places = { $tickets ->
        [one] O lugar do bilhete
       *[other] Os lugares dos bilhetes
    }

offer = Temos outros lugares guardados para si: { $event }
    .words = { $seats ->
        [one] Outra pessoa ficou com o seu lugar para { $event } antes de o seu pagamento chegar. Guardámos outro lugar ao mesmo preço.
       *[other] Outra pessoa ficou com os seus lugares para { $event } antes de o seu pagamento chegar. Guardámos outros lugares ao mesmo preço.
    }
    .until = { $seats ->
        [one] Fica guardado até: { $time }.
       *[other] Ficam guardados até: { $time }.
    }
    .back = { $seats ->
        [one] Se não o aceitar a tempo, devolvemos todo o seu dinheiro. Não precisa de fazer nada.
       *[other] Se não os aceitar a tempo, devolvemos todo o seu dinheiro. Não precisa de fazer nada.
    }
    .places = { $seats ->
        [one] O lugar que guardámos
       *[other] Os lugares que guardámos
    }
    .open = { $seats ->
        [one] Ficar com este lugar ou receber o dinheiro (no navegador onde pagou)
       *[other] Ficar com estes lugares ou receber o dinheiro (no navegador onde pagou)
    }

credit = Nota de crédito { $number }
