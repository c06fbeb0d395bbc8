title = Devolver bilhetes

choose = Que bilhetes quer devolver?
    .see = Ver quanto recebe de volta
    .none = Escolha pelo menos um bilhete
    .safe = Nada foi alterado.
    .given = passado a { $address }; o bilhete dessa pessoa deixa de funcionar
keep = Ficar com os bilhetes

back = Recebe { $amount } de volta
    .fee = Uma taxa de { $fee } já está descontada.
    .void = { $tickets ->
        [one] Este bilhete deixa de ser válido de imediato, e outras pessoas podem comprar o lugar. Não é possível voltar atrás.
       *[other] Estes bilhetes deixam de ser válidos de imediato, e outras pessoas podem comprar os lugares. Não é possível voltar atrás.
    }
    .money = O dinheiro é devolvido pelo meio com que pagou. Pode demorar alguns dias a aparecer na sua conta.
confirm = { $tickets ->
        [one] Devolver { $tickets } bilhete
       *[other] Devolver { $tickets } bilhetes
    }

refused = Não é possível devolver estes bilhetes
    .not-paid = Esta reserva não tem bilhetes, por isso não há nada para devolver.
    .refunded = Estes bilhetes já foram devolvidos. A sua reserva mostra o reembolso.
    .not-offered = Os bilhetes para este evento não podem ser devolvidos. Os seus bilhetes continuam válidos.
    .too-late = O prazo para devolver bilhetes terminou. Os seus bilhetes continuam válidos.
    .cancelled = O evento foi cancelado. Vai receber o seu dinheiro de volta. Não precisa de fazer nada.
    .more = Já devolvemos dinheiro desta reserva. Nada foi alterado. Por favor, escreva à loja.
    .nothing = A taxa é igual ao preço, por isso não receberia nada de volta. Os seus bilhetes continuam válidos.
    .used = Alguém já entrou com um destes bilhetes, por isso não pode ser devolvido. Nada foi alterado.
    .early = Ainda estamos a receber o seu pagamento. Os seus bilhetes são válidos. Tente de novo daqui a um minuto.
    .booking = Voltar à reserva

refunds = Reembolsos
    .sent = O seu reembolso de { $amount } foi enviado ({ $day }) e está a caminho. Não precisa de fazer nada.
    .paid = Devolvemos { $amount } ({ $day }). O dinheiro pode demorar alguns dias a aparecer na sua conta.
    .failed = O seu banco não aceitou o reembolso de { $amount }. Este dinheiro é seu, e vamos devolvê-lo de outra forma. Não precisa de fazer nada.
    .free = Devolveu bilhetes ({ $day }). Não custaram nada, por isso não há dinheiro a devolver.
    .fee = Foi descontada uma taxa de { $fee }.
    .places = Já não são válidos: { $places }

terms = Os bilhetes para este evento não podem ser devolvidos.
    .over = Os bilhetes para este evento já não podem ser devolvidos.
    .until = Pode devolver bilhetes até { $until }.
    .all = Recebe todo o seu dinheiro de volta.
    .share = Recebe { NUMBER($percent) } % do preço de volta.
    .fee = Recebe o preço de volta, menos uma taxa de { $fee } por bilhete.
    .share-fee = Recebe { NUMBER($percent) } % do preço de volta, menos uma taxa de { $fee } por bilhete.
