already = { $seat } ist schon für Sie reserviert.
asking = Wir prüfen, welche Plätze frei sind. Einen Moment, bitte.
    .places = Wir prüfen, wie viele Plätze frei sind. Einen Moment, bitte.
blocked = { $seat } ist nicht im Verkauf.
held = { $seat } ist von jemand anderem reserviert und kann noch frei werden.
sold = { $seat } ist verkauft.
near = { $seats } ist frei.
    .in-row = { $seats } in derselben Reihe ist frei.

lost = Jemand anders war gerade schneller: { $seats }.
    .none = Bei Ihnen wurde nichts abgebucht. Wählen Sie einen anderen Platz.
meanwhile = In der Zwischenzeit war jemand anders schneller: { $seats }. Ihnen wurde nichts berechnet.
offer = { $count ->
        [one] { $seats } ist frei: Möchten Sie ihn nehmen?
       *[other] { $seats } sind frei: Möchten Sie sie nehmen?
    }
    .in-row = { $count ->
        [one] { $seats } in derselben Reihe ist frei: Möchten Sie ihn nehmen?
       *[other] { $seats } in derselben Reihe sind frei: Möchten Sie sie nehmen?
    }
instead = { $asked }: Jemand anders war schneller. Wir haben stattdessen für Sie reserviert: { $held }, { $total }. { $count ->
        [one] Bezahlen Sie den Platz oder geben Sie ihn frei.
       *[other] Bezahlen Sie die Plätze oder geben Sie sie frei.
    }

take = { $seat } nehmen
    .it = Platz nehmen
    .seats = { $count ->
        [one] { $count } Platz nehmen
       *[other] { $count } Plätze nehmen
    }

alone = Allein übrig bliebe: { $seats }. Dort möchte kaum jemand sitzen.
    .mend = { $count ->
        [one] Nehmen Sie ihn auch, oder lassen Sie den Platz daneben weg.
       *[other] Nehmen Sie sie auch, oder lassen Sie die Plätze daneben weg.
    }
    .move = Einen Platz weiterrücken?
    .others = { $count ->
        [one] Mit diesem Platz bliebe kein einzelner übrig: { $seats }. Möchten Sie ihn nehmen?
       *[other] Mit diesen Plätzen bliebe kein einzelner übrig: { $seats }. Möchten Sie sie nehmen?
    }
move-along = Weiterrücken

found = { $seats }: für Sie ausgesucht, aber noch nicht reserviert. Drücken Sie noch einmal auf { NUMBER($size) } für einen anderen Vorschlag.
none = Im Moment ist kein Platz frei.
    .narrowed = Unter den Plätzen, die Sie ansehen, ist im Moment keiner frei.
apart = Im Moment sind keine { NUMBER($size) } Plätze nebeneinander frei. Suchen Sie weniger, oder wählen Sie jeden Platz im Saalplan.
    .narrowed = Unter den Plätzen, die Sie ansehen, sind im Moment keine { NUMBER($size) } nebeneinander frei. Suchen Sie weniger, oder wählen Sie jeden Platz im Saalplan.

standing = Hier ist im Moment kein Stehplatz frei.
    .seats = Eine Buchung gilt entweder für Sitzplätze oder für Stehplätze. Ihre Sitzplätze wurden weggelassen.
    .back = { $count ->
        [one] Zurück zu { $count } Sitzplatz
       *[other] Zurück zu { $count } Sitzplätzen
    }

paid = { $count ->
        [one] Sie haben diesen Platz bezahlt.
       *[other] Sie haben diese Plätze bezahlt.
    }
    .link = Tickets anzeigen
checking = Wir prüfen Ihre Zahlung.
ended = { $count ->
        [one] Die Reservierung ist abgelaufen. Ihre Karte wurde nicht belastet. Der Platz ist wieder im Verkauf und vielleicht noch frei.
       *[other] Die Reservierung ist abgelaufen. Ihre Karte wurde nicht belastet. Die Plätze sind wieder im Verkauf und vielleicht noch frei.
    }
gone = { $count ->
        [one] Dieser Platz ist nicht mehr für Sie reserviert.
       *[other] Diese Plätze sind nicht mehr für Sie reserviert.
    }
booking-link = Zu Ihrer Buchung
released = Die Plätze sind wieder im Saalplan. Es wurde nichts abgebucht.

refused = Das hat nicht geklappt. Es wurde nichts abgebucht. Laden Sie die Seite neu, um zu sehen, wie es um Ihre Plätze steht.
    .turn = Es wurde nichts reserviert: Sie sind nicht mehr an der Reihe. Der Link über dem Saalplan führt zur Warteschlange.
    .internal = Bei uns ist etwas schiefgegangen. Es wurde nichts abgebucht. Versuchen Sie es gleich noch einmal.
    .busy = Die Kasse war nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Sie verlieren dabei nichts.
    .wait = Es wurde nichts reserviert, weil Sie oder andere in Ihrem Netz zu viel auf einmal wollten. Bezahlen Sie, was schon reserviert ist, oder warten Sie einen Moment und versuchen Sie es noch einmal.
    .taken = Einige dieser Plätze sind vergeben. Es wurde nichts reserviert. Wählen Sie andere.
    .sold-out = So viele Plätze sind nicht mehr frei. Versuchen Sie es mit weniger oder mit einem anderen Preis. Reservierte Plätze können wieder frei werden.
    .booking-limit = Es wurde nichts reserviert. Eine Buchung kann höchstens { $count ->
        [one] { $count } Platz
       *[other] { $count } Plätze
    } enthalten. Wählen Sie weniger Plätze oder machen Sie eine zweite Buchung.
    .buyer-limit = Es wurde nichts reserviert. Eine Person kann für diese Veranstaltung höchstens { $count ->
        [one] { $count } Platz
       *[other] { $count } Plätze
    } haben. Wählen Sie weniger, oder geben Sie Plätze frei, die für Sie reserviert sind.
    .off = Es wurde nichts reserviert. Die Veranstaltung ist im Moment nicht im Verkauf. Laden Sie die Seite neu, um zu sehen, warum.
    .cookies = Es wurde nichts reserviert, weil Ihr Browser Cookies blockiert. Erlauben Sie die Cookies dieses Shops und versuchen Sie es noch einmal.
    .state = Ihre Buchung lässt das nicht mehr zu. Sehen Sie in der Buchung nach, wie sie steht.
