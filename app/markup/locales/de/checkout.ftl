title = Bezahlen
heading = Nur noch bezahlen
    .settled = Ihre Buchung

seats = Plätze und Preise
total = Gesamt
fees = Mehr bezahlen Sie nicht: Es kommen keine Gebühren dazu.

paid = Diese Buchung ist bezahlt
    .words = Sie müssen nichts mehr bezahlen.
    .link = Tickets anzeigen
back = Zurück zum Saalplan
