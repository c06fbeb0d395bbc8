title = Escolha os seus lugares
    .sold-out = Esgotado
    .closed = A sala

available = { $seats ->
        [one] { $seats } lugar disponível.
       *[other] { $seats } lugares disponíveis.
    }
    .none = Nenhum lugar está livre neste momento.
    .over = Todos os lugares estão ocupados.
held = { $seats ->
        [one] Um está guardado por outra pessoa: pode voltar a ficar livre.
       *[other] { $seats } estão guardados por outras pessoas: podem voltar a ficar livres.
    }
held-now = Guardados agora: { $seats }.

script = A planta com todos os lugares precisa de JavaScript. O formulário funciona sem ele: nós escolhemos lugares e guardamo-los para si.
failed = Não foi possível carregar a planta. Estamos a tentar de novo. Entretanto, pode usar o formulário dos melhores lugares.

way = Como escolher
    .plan = Escolher na planta
    .list = Escolher numa lista

together = Encontrar lugares juntos
    .find = { $seats ->
        [one] Encontrar { $seats } bom lugar
       *[other] Encontrar { $seats } lugares juntos
    }
    .where = Onde
    .anywhere = Em qualquer setor

compare = Comparar
    .price = Preço
    .distance = Distância
    .metres = cerca de { NUMBER($metres) } m
    .view = Vista
    .restricted = Visibilidade reduzida
    .free = nenhuma conhecida
    .choose = Escolher estes
    .chosen = Escolhidos

prices = Preços
    .free = { $count ->
        [one] { $count } livre
       *[other] { $count } livres
    }
    .none = nenhum livre
    .special = Lugares para cadeira de rodas e acompanhantes

key = O que significam as formas
    .free = livre
    .held = guardado por outra pessoa
    .sold = vendido
    .blocked = não está à venda
    .wheelchair = lugar para cadeira de rodas
    .companion = para acompanhante
    .yours = seu

connection = A ligar…
    .live = Em direto
    .again = A ligar de novo…
    .lost = Continuamos a tentar ligar de novo. Os lugares podem ter mudado.
    .offline = Não tem ligação à rede. Os lugares podem ter mudado.
