about = Das Programm, die nächsten Termine zuerst, höchstens { NUMBER($events) } Veranstaltungen.
list = Programm
    .narrowed = Programm: { $filters }
sale = Verkaufsstart: { $event }
cancelled = Abgesagt: { $event }
begins = { $time } ({ $zone })
opens = Verkaufsstart: { $time } ({ $zone })
