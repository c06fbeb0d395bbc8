refund = Ihre Erstattung: { $event }
    .sent = Wir haben Ihre Erstattung von { $amount } am { $day } abgeschickt. Das Geld ist unterwegs. Sie müssen nichts tun.
    .free = { $tickets ->
        [one] Für dieses Ticket gibt es kein Geld zurück.
       *[other] Für diese Tickets gibt es kein Geld zurück.
    }
    .void = { $tickets ->
        [one] Dieses Ticket ist nicht mehr gültig
       *[other] Diese Tickets sind nicht mehr gültig
    }
    .fee = Wir haben eine Gebühr von { $fee } einbehalten.
    .bank = Es kann einige Tage dauern, bis Ihre Bank das Geld gutschreibt.
    .open = Buchung öffnen

cancelled = Abgesagt: { $event }
    .words = { $event } am { $when } findet nicht statt. Das tut uns leid.

moved = Neuer Termin: { $event }
    .words = { $event } hat einen neuen Termin: { $when }.
    .valid = { $tickets ->
        [one] Ihr Ticket bleibt gültig. Sie müssen nichts tun.
       *[other] Ihre Tickets bleiben gültig. Sie müssen nichts tun.
    }
    .back = Wenn Ihnen der neue Termin nicht passt, können Sie { $tickets ->
        [one] Ihr Ticket
       *[other] Ihre Tickets
    } bis { $until } zum vollen Preis zurückgeben.
    .open = { $tickets ->
        [one] Ticket öffnen
       *[other] Tickets öffnen
    }

void = Ihr Ticket ist nicht mehr gültig: { $event }
    .words = Jemand hat Ihnen ein Ticket für { $event } am { $when } gegeben. Dieses Ticket ist nicht mehr gültig, und niemand kommt damit hinein.
    .money = Wenn dafür Geld erstattet wird, bekommt es die Person, die das Ticket gekauft hat. Bei Fragen wenden Sie sich bitte an sie.
    .places = Der Platz des Tickets

transfer = Ihre Buchung: { $event }
    .words = { $tickets ->
        [one] Sie haben Ihr Ticket für { $event } ({ $when }) weitergegeben.
       *[other] Sie haben alle Ihre Tickets für { $event } ({ $when }) weitergegeben.
    }
    .codes = { $tickets ->
        [one] Die Person, die es bekommen hat, hat einen neuen Code. Ihr eigener Code gilt nicht mehr. Sie müssen nichts tun.
       *[other] Die Personen, die sie bekommen haben, haben neue Codes. Ihre eigenen Codes gelten nicht mehr. Sie müssen nichts tun.
    }
    .places = { $tickets ->
        [one] Der Platz des Tickets
       *[other] Die Plätze der Tickets
    }

offer = Andere Plätze sind für Sie reserviert: { $event }
    .words = { $seats ->
        [one] Jemand anders war schneller und hat Ihren Platz für { $event } bekommen, bevor Ihre Zahlung da war. Wir haben einen anderen Platz zum selben Preis für Sie reserviert.
       *[other] Jemand anders war schneller und hat Ihre Plätze für { $event } bekommen, bevor Ihre Zahlung da war. Wir haben andere Plätze zum selben Preis für Sie reserviert.
    }
    .until = { $seats ->
        [one] Er ist bis { $time } reserviert.
       *[other] Sie sind bis { $time } reserviert.
    }
    .back = { $seats ->
        [one] Wenn Sie ihn nicht rechtzeitig nehmen, bekommen Sie Ihr ganzes Geld zurück. Sie müssen nichts tun.
       *[other] Wenn Sie sie nicht rechtzeitig nehmen, bekommen Sie Ihr ganzes Geld zurück. Sie müssen nichts tun.
    }
    .places = { $seats ->
        [one] Der reservierte Platz
       *[other] Die reservierten Plätze
    }
    .open = { $seats ->
        [one] Diesen Platz nehmen oder das Geld zurückbekommen (in dem Browser, in dem Sie bezahlt haben)
       *[other] Diese Plätze nehmen oder das Geld zurückbekommen (in dem Browser, in dem Sie bezahlt haben)
    }

credit = Gutschrift { $number }
