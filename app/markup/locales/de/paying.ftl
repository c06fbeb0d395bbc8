pay = { $total } bezahlen
    .leave = Sie bezahlen auf der Seite unseres Zahlungsdienstes. { $seats ->
        [one] Ihr Platz bleibt
       *[other] Ihre Plätze bleiben
    } reserviert, während Sie bezahlen, auch wenn es einige Minuten länger dauert als oben angezeigt.
sandbox-way = Auf der Seite der Testumgebung bezahlen

release = { $seats ->
        [one] Platz freigeben
       *[other] Plätze freigeben
    }
    .words = { $seats ->
        [one] Andere können ihn
       *[other] Andere können sie
    } dann sofort nehmen. Es wird nichts abgebucht.
    .yes = { $seats ->
        [one] Ja, Platz freigeben
       *[other] Ja, Plätze freigeben
    }
released = { $seats ->
        [one] Sie haben den Platz freigegeben
       *[other] Sie haben die Plätze freigegeben
    }
    .words = { $seats ->
        [one] Es wurde nichts abgebucht. Alle können ihn jetzt nehmen, auch Sie.
       *[other] Es wurde nichts abgebucht. Alle können sie jetzt nehmen, auch Sie.
    }

again = { $seats ->
        [one] Denselben Platz noch einmal versuchen
       *[other] Dieselben Plätze noch einmal versuchen
    }
    .area = { $seats ->
        [one] Noch einmal versuchen, einen Platz zu reservieren
       *[other] Noch einmal versuchen, { $seats } Plätze zu reservieren
    }

more = Fünf Minuten mehr Zeit
    .words = Sie können einmal fünf Minuten mehr Zeit bekommen, wenn Sie vor der letzten Minute darum bitten.
    .done = Sie haben fünf Minuten mehr Zeit
    .until = { $seats ->
        [one] Ihr Platz ist
       *[other] Ihre Plätze sind
    } bis { $time } reserviert.
more-refused = Für diese Buchung hatten Sie schon fünf Minuten mehr Zeit. Ihre Reservierung gilt, bis die Zeit abläuft.
    .late = Die letzte Minute hat schon begonnen. Ihre Reservierung gilt, bis die Zeit abläuft. Bezahlen Sie vorher.
    .off = Für diese Veranstaltung gibt es keine zusätzliche Zeit. Ihre Reservierung gilt, bis die Zeit abläuft.

refused-often = Zu viele Zahlungen wurden abgelehnt. Deshalb können Sie im Moment keine weitere Karte verwenden. Es wurde nichts abgebucht, und Ihre Plätze bleiben reserviert, bis die Zeit abläuft. Fragen Sie Ihre Bank oder versuchen Sie es in einer Stunde noch einmal.
price-changed = Die Summe beträgt jetzt { $total }
    .words = Auf Ihrer Seite stand noch die alte Summe, deshalb wurde nichts abgebucht. { $seats ->
        [one] Ihr Platz ist
       *[other] Ihre Plätze sind
    } weiter reserviert. Wenn die neue Summe stimmt, können Sie jetzt bezahlen.

resume = Sie haben mit der Zahlung begonnen
    .words = Schließen Sie sie auf der Zahlungsseite ab. { $seats ->
        [one] Ihr Platz ist
       *[other] Ihre Plätze sind
    } bis { $time } reserviert. Sie bezahlen nur einmal, auch wenn Sie die Zahlungsseite zweimal öffnen.
    .link = Zur Zahlungsseite

title = Ihre Zahlung
waits = Sie haben noch nicht bezahlt
    .words = Ihre Plätze sind weiter reserviert. Es wurde nichts abgebucht.
checking = Wir prüfen Ihre Zahlung
    .words = Das dauert einen Moment. Sie müssen nichts tun. Sie bekommen Ihre Tickets, oder Sie bekommen Ihr Geld zurück.
    .again = Noch einmal nachsehen
paid = Sie haben bezahlt
    .words = Ihre Tickets sind fertig.
    .link = Tickets anzeigen
unpaid = Sie haben nicht bezahlt
    .words = Es wurde nichts abgebucht.
offer = Wir haben andere Plätze für Sie reserviert
    .words = Jemand anders war schneller und hat Ihre Plätze bekommen, bevor Ihre Zahlung da war. Wir haben andere Plätze zum selben Preis für Sie reserviert. Wenn Sie sie nicht rechtzeitig nehmen, bekommen Sie Ihr ganzes Geld zurück.
    .until = Sie sind bis { $time } reserviert.
    .take = Diese Plätze nehmen
    .leave = Nein, ich möchte mein Geld zurück
returning = Ihr Geld ist auf dem Weg zurück
    .words = Sie haben diese Plätze mit Ihrer Zahlung nicht bekommen. Wir erstatten Ihnen das Geld. Sie müssen nichts tun.
returned = Ihr Geld wurde erstattet
    .words = Diese Plätze gehören Ihnen nicht. Es kann einige Tage dauern, bis Ihre Bank das Geld gutschreibt.
elsewhere = Öffnen Sie Ihre Buchung in dem Browser, in dem Sie die Plätze gewählt haben. Dort geht es weiter.
booking-link = Zu Ihrer Buchung

sandbox = Testzahlung
    .words = Hier fließt kein Geld, und echte Karten werden nicht angenommen. Nehmen Sie eine der Testkarten unten.
    .number = Kartennummer
    .pay = { $total } bezahlen
    .back = Zurück zum Shop
cards = Die Testkarten
    .here = Dieser Shop läuft in einer Testumgebung: Es fließt kein Geld, und echte Karten werden nicht angenommen. Mit der Testkarte { $card } klappt die Zahlung; weitere stehen unten.
    .all = Alle Testkarten
    .accepted = wird angenommen
    .declined = wird abgelehnt
    .funds = hat kein Guthaben
    .error = führt zu einem Fehler beim Zahlungsdienst
    .slow = wird nach 3 Sekunden angenommen
    .challenge = lässt die Bank fragen, ob Sie es sind
    .uncapturable = wird angenommen, aber das Geld kommt nie an
declined = Ihre Bank hat die Karte abgelehnt
    .words = Es wurde nichts abgebucht. Versuchen Sie es mit einer anderen Karte.
funds = Auf der Karte ist nicht genug Geld
failed = Die Zahlung hat nicht geklappt
    .words = Es wurde nichts abgebucht. Versuchen Sie es noch einmal oder mit einer anderen Karte.
unknown = Die Testumgebung kennt diese Karte nicht
challenge = Ihre Bank fragt: Sind Sie es?
    .words = Eine echte Bank würde einen Code an Ihr Telefon senden. Wählen Sie eine Antwort.
    .passed = Ja, ich bin es
    .failed = Nein
unproved = Ihre Bank konnte nicht bestätigen, dass Sie es sind
over = Diese Seite ist geschlossen
    .words = Die Zahlung ist erledigt, oder die Zeit zum Bezahlen ist abgelaufen.
