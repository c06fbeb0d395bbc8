choice = Ihre Auswahl

hold = { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    } reservieren
    .pending = { $seats ->
        [one] { $seats } Platz wird
       *[other] { $seats } Plätze werden
    } reserviert
hold-places = { $places ->
        [one] { $places } Stehplatz
       *[other] { $places } Stehplätze
    } reservieren
    .pending = { $places ->
        [one] { $places } Stehplatz wird
       *[other] { $places } Stehplätze werden
    } reserviert

chosen = { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    } gewählt
    .places = { $places ->
        [one] { $places } Stehplatz
       *[other] { $places } Stehplätze
    } gewählt

leave-out = { $place } weglassen
each = je { $price }
quantity = Anzahl
    .less = Ein Ticket weniger
    .more = Ein Ticket mehr
clear = Leeren

limit = Wählen Sie höchstens { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    }.
    .none = Mehr Plätze kann eine Person nicht haben.

pay = { $total } bezahlen
give-back = Freigeben
