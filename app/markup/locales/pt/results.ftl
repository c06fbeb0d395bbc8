left-out = Nenhum evento tem todas as palavras. Palavras deixadas de fora: { $words }.
literally = Ou
    .link = procurar as palavras “{ $words }”
understood = Ou
    .link = procurar assim: { $words }
subscribe = Subscrever estas datas no calendário

events = { $events ->
    [one] { $events } evento
   *[other] { $events } eventos
    }
    .words = { $events ->
        [one] { $events } evento para “{ $words }”
       *[other] { $events } eventos para “{ $words }”
    }
    .some = { $events ->
        [one] { $events } evento para “{ $words }”, só com algumas das palavras
       *[other] { $events } eventos para “{ $words }”, só com algumas das palavras
    }
further = Mais eventos
    .words = Mais eventos para “{ $words }”
    .some = Mais eventos para “{ $words }”, só com algumas das palavras
none = Nada encontrado
    .words = Nada encontrado para “{ $words }”

found = Resultados
heading = Eventos
kinds = Tipos de evento
views = Como ver os eventos
chosen = Filtros
    .take-off = { $filter }, retirar filtro
months = Meses
    .none = Não há nada na agenda este mês.
    .advice = Veja outro mês.
day-more = { $more }: { $day }

nothing = Não há nada assim.
    .advice = Experimente outras palavras ou outro tipo de evento.
    .link = Ver toda a agenda
also = Também na agenda
