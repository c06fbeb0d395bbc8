about = A agenda, com as datas mais próximas primeiro. No máximo, { NUMBER($events) } eventos.
list = Agenda
    .narrowed = Agenda: { $filters }
sale = Início da venda: { $event }
cancelled = Cancelado: { $event }
begins = { $time } ({ $zone })
opens = Início da venda: { $time } ({ $zone })
