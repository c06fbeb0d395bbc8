prices = Preise wählen
    .full = Normalpreis
    .update = Summe aktualisieren
choice = { $name }: { $price }
proof = Für „{ $name }“ am Eingang vorzeigen: { $proof }.

code = Aktionscode
    .add = Ich habe einen Aktionscode
    .use = Code einlösen

free = { $seats ->
        [one] { $seats } Ticket
       *[other] { $seats } Tickets
    } buchen
    .words = Das kostet nichts. Ihre Tickets sind sofort fertig.
