title = Bezahlen
heading = Nur noch bezahlen
    .settled = Ihre Buchung

seats = Plätze und Preise
total = Gesamt
fees = Mehr bezahlen Sie nicht: Es kommen keine Gebühren dazu.

update = Aktualisieren Sie zuerst die Summe
    .words = Sie haben einen Preis oder den Aktionscode geändert, aber in der Summe ist das noch nicht berücksichtigt. Es wurde nichts abgebucht. Drücken Sie auf die Schaltfläche darüber und bezahlen Sie dann.

paid = Diese Buchung ist bezahlt
    .words = Sie müssen nichts mehr bezahlen.
    .link = Tickets anzeigen
back = Zurück zum Saalplan
