subject = Ihre Tickets: { $event }
paid = Sie haben { $tickets ->
        [one] { $tickets } Ticket
       *[other] { $tickets } Tickets
    }
    .total = Bezahlt: { $total }.
given = Ein Ticket für Sie: { $event }
    .words = Jemand hat dieses Ticket gekauft und an Sie weitergegeben. Es gehört jetzt Ihnen. Der bisherige Code gilt nicht mehr.
when = Wann
venue = Wo
places = { $tickets ->
        [one] Ihr Platz
       *[other] Ihre Plätze
    }
    .proof = Nachweis: { $proof }
enclosed = { $tickets ->
        [one] Das Ticket liegt als PDF bei. Drucken Sie es aus, oder zeigen Sie den Code auf dem Handy.
       *[other] Die Tickets liegen als PDF bei. Drucken Sie sie aus, oder zeigen Sie die Codes auf dem Handy.
    }
door = { $tickets ->
        [one] Der Code gilt für eine Person und nur einmal. Zeigen Sie ihn niemandem, bevor Sie am Eingang sind.
       *[other] Jeder Code gilt für eine Person und nur einmal. Zeigen Sie die Codes niemandem, bevor Sie am Eingang sind.
    }
open = { $tickets ->
        [one] Ticket öffnen
       *[other] Tickets öffnen
    }
    .pdf = Tickets als PDF
    .phone = Tickets als PDF fürs Handy
    .calendar = In den Kalender eintragen
    .lost = { $tickets ->
        [one] Nehmen Sie diesen Link, wenn Sie das Ticket verlieren. Halten Sie ihn geheim: Wer den Link hat, kann das Ticket benutzen.
       *[other] Nehmen Sie diesen Link, wenn Sie die Tickets verlieren. Halten Sie ihn geheim: Wer den Link hat, kann die Tickets benutzen.
    }
    .here = { $tickets ->
        [one] Sie können diese Seite wieder öffnen, wenn Sie das Ticket verlieren. Halten Sie die Adresse der Seite geheim: Wer sie hat, kann das Ticket benutzen.
       *[other] Sie können diese Seite wieder öffnen, wenn Sie die Tickets verlieren. Halten Sie die Adresse der Seite geheim: Wer sie hat, kann die Tickets benutzen.
    }
booking = Buchung { $booking }

sign-in = { $code } ist Ihr Code zum Anmelden
    .words = Geben Sie ihn auf der Seite ein, auf der Sie ihn angefordert haben, im selben Browser. Er gilt nur einmal und 15 Minuten lang.
    .link = Anmelden
    .not-you = Wenn Sie den Code nicht angefordert haben, müssen Sie nichts tun. Ohne ihn kann sich niemand anmelden, sagen Sie ihn also niemandem.

kept = Ihre Nachrichten
    .words = Dieser Shop hat keinen Mailserver und versendet keine E-Mails. Die Nachrichten zu Ihren Buchungen können Sie hier lesen.
    .none = Es gibt noch keine Nachrichten. Sie bekommen eine, wenn Sie beim Bezahlen eine E-Mail-Adresse angeben.
    .to = An { $address }, { $day }
bookings = Meine Buchungen

receipt = Beleg { $number }
    .sold-by = Verkauft von
    .date = Datum
    .total = Gesamt
vat = inkl. { $rate } % MwSt.
