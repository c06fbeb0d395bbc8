left = Tempo que resta para pagar

held = { $seats ->
        [one] { $seats } lugar guardado para si. Mais ninguém pode ficar com ele.
       *[other] { $seats } lugares guardados para si. Mais ninguém pode ficar com eles.
    }
    .last = { $seats ->
        [one] Depois disso, { $seats } lugar volta a estar à venda. Pague agora para ficar com ele. Se não pagar, nada é cobrado.
       *[other] Depois disso, { $seats } lugares voltam a estar à venda. Pague agora para ficar com eles. Se não pagar, nada é cobrado.
    }

checking = Estamos a verificar a sua reserva…

still = Era este o tempo que restava quando a página foi carregada: o tempo acaba às { $time }. Volte a carregar a página para ver quanto tempo resta.

two-minutes = Faltam 2 minutos para pagar { $seats ->
        [one] { $seats } lugar
       *[other] { $seats } lugares
    }.
one-minute = Falta um minuto para pagar { $seats ->
        [one] { $seats } lugar
       *[other] { $seats } lugares
    }.
half-minute = Faltam 30 segundos para pagar { $seats ->
        [one] { $seats } lugar
       *[other] { $seats } lugares
    }.
