heading = Meine Buchungen

pending = Noch nicht bezahlt
coming = Demnächst
over = Vergangen und abgeschlossen

none = In diesem Browser gibt es noch keine Buchungen.
    .advice =
        Wählen Sie eine Veranstaltung und bis zu { $seats ->
            [one] { $seats } Platz
           *[other] { $seats } Plätze
        }. Was Sie reservieren oder kaufen, steht dann hier.
    .link = Programm ansehen

seats = { $seats ->
        [one] { $seats } Platz · { $total }
       *[other] { $seats } Plätze · { $total }
    }
    .left = Noch { NUMBER($tickets) } von { NUMBER($seats) } Tickets · { $total }
pay = Bezahlen

held = { $minutes ->
        [one] Noch { $minutes } Minute reserviert
       *[other] Noch { $minutes } Minuten reserviert
    }
    .last = Noch weniger als eine Minute reserviert
tickets = Tickets
    .none = Keine Tickets mehr
expired = Nicht rechtzeitig bezahlt
cancelled = Freigegeben
refunded = Erstattet
