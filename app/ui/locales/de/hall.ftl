title = Plätze wählen
    .sold-out = Ausverkauft
    .closed = Der Saal

available = { $seats ->
        [one] { $seats } Platz ist frei.
       *[other] { $seats } Plätze sind frei.
    }
    .none = Im Moment ist kein Platz frei.
    .over = Alle Plätze sind vergeben.
held = { $seats ->
        [one] Einer ist von jemand anderem reserviert: Er kann wieder frei werden.
       *[other] { $seats } sind von anderen reserviert: Sie können wieder frei werden.
    }
held-now = Jetzt reserviert: { $seats }.

script = Der Saalplan mit allen Plätzen braucht JavaScript. Das Formular funktioniert auch ohne JavaScript: Wir wählen Plätze aus und reservieren sie für Sie.
failed = Der Saalplan konnte nicht geladen werden. Wir versuchen es noch einmal. Bis dahin hilft das Formular für die besten Plätze.

way = So wählen Sie
    .plan = Im Saalplan wählen
    .list = Aus einer Liste wählen

together = Plätze nebeneinander finden
    .find = { $seats ->
        [one] { $seats } guten Platz finden
       *[other] { $seats } Plätze nebeneinander finden
    }
    .where = Wo
    .anywhere = Überall

compare = Vergleichen
    .price = Preis
    .distance = Entfernung
    .metres = etwa { NUMBER($metres) } m
    .view = Sicht
    .restricted = Eingeschränkte Sicht
    .free = nichts bekannt
    .choose = Diese wählen
    .chosen = Gewählt

prices = Preise
    .free = { NUMBER($count) } frei
    .none = nichts frei
    .special = Plätze für Rollstühle und Begleitung

key = Was die Formen bedeuten
    .free = frei
    .held = von jemand anderem reserviert
    .sold = verkauft
    .blocked = nicht im Verkauf
    .wheelchair = Rollstuhlplatz
    .companion = für eine Begleitperson
    .yours = Ihr Platz

connection = Verbindung wird hergestellt…
    .live = Verbunden
    .again = Verbindung wird wiederhergestellt…
    .lost = Wir versuchen weiter, die Verbindung wiederherzustellen. Plätze können sich geändert haben.
    .offline = Sie sind nicht mit dem Netz verbunden. Plätze können sich geändert haben.
