title = Locais
    .lead = Cada sala está desenhada tal como é: o lugar que escolhe é o lugar que encontra.
about = As salas, arenas e estádios com lugares à venda aqui, desenhados tal como são.
none = Ainda não há locais.
    .words = Os locais aparecem aqui com a sua primeira planta.

places = { $places ->
        [one] { $places } lugar
       *[other] { $places } lugares
    }
events = { $events ->
        [one] { $events } evento
       *[other] { $events } eventos
    }
