title = Buchung: { $event }
    .tickets = Tickets: { $event }
all = Meine Buchungen

paid = Bezahlt
    .heading = Viel Vergnügen!
    .sum = { $tickets ->
        [one] { $tickets } Ticket. Bezahlt: { $total }.
       *[other] { $tickets } Tickets. Bezahlt: { $total }.
    }
    .some = { $tickets ->
        [one] { $tickets } Ticket. Für die ganze Buchung bezahlt: { $total }.
       *[other] { $tickets } Tickets. Für die ganze Buchung bezahlt: { $total }.
    }
    .none = Sie haben keine Tickets dieser Buchung mehr
    .whole = Für die ganze Buchung bezahlt: { $total }.
    .print = Drucken
tickets = Tickets
    .door = Zeigen Sie den Code am Eingang, auf Papier oder auf einem Bildschirm. Jeder Code gilt für eine Person und nur einmal. Zeigen Sie ihn bis dahin niemandem.
number = Buchung { $number }.

places = Plätze
total = Gesamt
look = Noch einmal nachsehen
pay = Weiter zur Zahlung
choose = Plätze neu wählen

bought = Diese Buchung ist bezahlt.
    .words = { $seats ->
        [one] Hier ist Ihr Ticket.
       *[other] Hier sind Ihre Tickets.
    }
checking = Wir prüfen Ihre Zahlung.
    .words = { $seats ->
        [one] Wir wissen noch nicht, ob sie geklappt hat. Sie bekommen Ihr Ticket, oder Sie bekommen Ihr Geld zurück. Sehen Sie gleich noch einmal nach.
       *[other] Wir wissen noch nicht, ob sie geklappt hat. Sie bekommen Ihre Tickets, oder Sie bekommen Ihr Geld zurück. Sehen Sie gleich noch einmal nach.
    }
held = { $seats ->
        [one] Ihr Platz ist für Sie reserviert.
       *[other] Ihre Plätze sind für Sie reserviert.
    }
    .words = { $seats ->
        [one] Bezahlen Sie, bevor die Zeit abläuft. Bis dahin kann ihn niemand sonst nehmen.
       *[other] Bezahlen Sie, bevor die Zeit abläuft. Bis dahin kann sie niemand sonst nehmen.
    }
returning = Ihr Geld ist auf dem Weg zurück.
    .words = { $seats ->
        [one] Sie haben diesen Platz mit Ihrer Zahlung nicht bekommen. Wir erstatten Ihnen das Geld. Sie müssen nichts tun.
       *[other] Sie haben diese Plätze mit Ihrer Zahlung nicht bekommen. Wir erstatten Ihnen das Geld. Sie müssen nichts tun.
    }
returned = Ihr Geld wurde erstattet.
    .words = { $seats ->
        [one] Dieser Platz gehört Ihnen nicht. Es kann einige Tage dauern, bis Ihre Bank das Geld gutschreibt.
       *[other] Diese Plätze gehören Ihnen nicht. Es kann einige Tage dauern, bis Ihre Bank das Geld gutschreibt.
    }
expired = Die Reservierung ist abgelaufen.
    .words = { $seats ->
        [one] Ihre Karte wurde nicht belastet. Der Platz ist wieder im Verkauf. Vielleicht ist er noch frei.
       *[other] Ihre Karte wurde nicht belastet. Die Plätze sind wieder im Verkauf. Vielleicht sind sie noch frei.
    }
cancelled = { $seats ->
        [one] Sie haben diesen Platz freigegeben.
       *[other] Sie haben diese Plätze freigegeben.
    }
    .words = { $seats ->
        [one] Es wurde nichts abgebucht. Alle können ihn jetzt nehmen, auch Sie.
       *[other] Es wurde nichts abgebucht. Alle können sie jetzt nehmen, auch Sie.
    }
void = { $seats ->
        [one] Dieses Ticket ist nicht mehr gültig.
       *[other] Diese Tickets sind nicht mehr gültig.
    }
    .words = { $seats ->
        [one] Damit kommt niemand hinein. Wenn Ihre Karte dafür belastet wurde, geht das Geld auf die Karte zurück. Vielleicht ist der Platz noch frei.
       *[other] Damit kommt niemand hinein. Wenn Ihre Karte dafür belastet wurde, geht das Geld auf die Karte zurück. Vielleicht sind die Plätze noch frei.
    }
