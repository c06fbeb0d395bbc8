already = Este lugar já está guardado para si: { $seat }.
asking = Estamos a ver que lugares estão livres. Um momento, por favor.
    .places = Estamos a ver quantos lugares estão livres. Um momento, por favor.
blocked = { $seat }: este lugar não está à venda.
held = { $seat }: este lugar está guardado por outra pessoa. Ainda pode ficar livre.
sold = { $seat }: este lugar está vendido.
near = { $seats } está livre.
    .in-row = { $seats } na mesma fila está livre.

lost = Alguém acabou de ficar com: { $seats }.
    .none = Nada lhe foi cobrado. Escolha outro lugar.
meanwhile = Entretanto, alguém ficou com: { $seats }. Nada lhe foi cobrado.
offer = { $count ->
        [one] { $seats } está livre: quer ficar com ele?
       *[other] { $seats } estão livres: quer ficar com eles?
    }
    .in-row = { $count ->
        [one] { $seats } na mesma fila está livre: quer ficar com ele?
       *[other] { $seats } na mesma fila estão livres: quer ficar com eles?
    }
instead = { $asked }: alguém foi mais rápido. Em vez disso, guardámos para si: { $held }, { $total }. { $count ->
        [one] Pague o lugar ou desista dele.
       *[other] Pague os lugares ou desista deles.
    }

take = Ficar com o { $seat }
    .it = Ficar com ele
    .seats = { $count ->
        [one] Ficar com { $count } lugar
       *[other] Ficar com { $count } lugares
    }

alone = Ficaria isolado: { $seats }. Quase ninguém quer sentar-se aí.
    .mend = { $count ->
        [one] Fique também com ele, ou deixe o lugar ao lado.
       *[other] Fique também com eles, ou deixe os lugares ao lado.
    }
    .move = Avançar um lugar?
    .others = { $count ->
        [one] Este lugar não deixaria nenhum isolado: { $seats }. Quer ficar com ele?
       *[other] Estes lugares não deixariam nenhum isolado: { $seats }. Quer ficar com eles?
    }
move-along = Avançar um lugar

found = { $seats }: escolhido para si, mas ainda não guardado. Carregue de novo em { NUMBER($size) } para outra proposta.
none = Nenhum lugar está livre neste momento.
    .narrowed = Nenhum dos lugares que está a ver está livre neste momento.
apart = Não há { NUMBER($size) } lugares livres lado a lado neste momento. Procure menos, ou escolha cada lugar na planta.
    .narrowed = Entre os lugares que está a ver, não há { NUMBER($size) } livres lado a lado neste momento. Procure menos, ou escolha cada lugar na planta.

standing = Nenhum lugar de pé está livre aqui neste momento.
    .seats = Uma reserva é para lugares sentados ou para lugares de pé. Os seus lugares sentados foram retirados.
    .back = { $count ->
        [one] Voltar a { $count } lugar sentado
       *[other] Voltar a { $count } lugares sentados
    }

paid = { $count ->
        [one] Já pagou este lugar.
       *[other] Já pagou estes lugares.
    }
    .link = Ver os bilhetes
checking = Estamos a verificar o seu pagamento.
ended = { $count ->
        [one] O tempo acabou. O seu cartão não foi cobrado. O lugar voltou a estar à venda e pode ainda estar livre.
       *[other] O tempo acabou. O seu cartão não foi cobrado. Os lugares voltaram a estar à venda e podem ainda estar livres.
    }
gone = { $count ->
        [one] Este lugar já não está guardado para si.
       *[other] Estes lugares já não estão guardados para si.
    }
booking-link = Ir para a reserva
released = Os lugares estão outra vez na planta. Nada foi cobrado.

refused = Não foi possível. Nada foi cobrado. Volte a carregar a página para ver como estão os seus lugares.
    .turn = Nada foi guardado: a sua vez passou. A ligação por cima da planta leva à fila de espera.
    .internal = Algo correu mal do nosso lado. Nada foi cobrado. Tente de novo daqui a pouco.
    .busy = Não foi possível chegar à bilheteira. Verifique a sua ligação e tente de novo. Não perde nada em tentar duas vezes.
    .wait = Nada foi guardado, porque foi pedido demasiado de uma só vez na sua rede. Pague o que já está guardado, ou espere um momento e tente de novo.
    .taken = Alguns destes lugares já têm dono. Nada foi guardado. Escolha outros.
    .sold-out = Já não há lugares suficientes. Experimente menos, ou outro preço. Lugares guardados ainda podem ficar livres.
    .booking-limit = Nada foi guardado. Uma reserva pode ter até { $count ->
        [one] { $count } lugar
       *[other] { $count } lugares
    }. Escolha menos lugares, ou faça uma segunda reserva.
    .buyer-limit = Nada foi guardado. Cada comprador pode ter até { $count ->
        [one] { $count } lugar
       *[other] { $count } lugares
    } para este evento. Escolha menos, ou desista de lugares que estão guardados para si.
    .off = Nada foi guardado. Este evento não está à venda neste momento. Volte a carregar a página para ver porquê.
    .cookies = Nada foi guardado, porque o seu navegador bloqueia os cookies. Permita os cookies desta loja e tente de novo.
    .state = A sua reserva já não o permite. Veja na reserva como está.
