title = Tickets zurückgeben

choose = Welche Tickets möchten Sie zurückgeben?
    .see = Erstattung ansehen
    .none = Wählen Sie mindestens ein Ticket
    .safe = Es wurde nichts geändert.
    .given = weitergegeben an { $address }; das Ticket dieser Person gilt dann nicht mehr
keep = Tickets behalten

back = Sie bekommen { $amount } zurück
    .fee = Eine Gebühr von { $fee } ist schon abgezogen.
    .void = { $tickets ->
        [one] Dieses Ticket ist dann sofort ungültig, und andere können den Platz kaufen. Das lässt sich nicht rückgängig machen.
       *[other] Diese Tickets sind dann sofort ungültig, und andere können die Plätze kaufen. Das lässt sich nicht rückgängig machen.
    }
    .money = Das Geld geht auf dem Weg zurück, auf dem Sie bezahlt haben. Es kann einige Tage dauern, bis Ihre Bank es gutschreibt.
confirm = { $tickets ->
        [one] { $tickets } Ticket zurückgeben
       *[other] { $tickets } Tickets zurückgeben
    }

refused = Diese Tickets können Sie nicht zurückgeben
    .not-paid = Zu dieser Buchung gibt es keine Tickets, also auch nichts zurückzugeben.
    .refunded = Diese Tickets wurden schon zurückgegeben. Die Erstattung steht in Ihrer Buchung.
    .not-offered = Tickets für diese Veranstaltung können nicht zurückgegeben werden. Ihre Tickets bleiben gültig.
    .too-late = Die Frist für die Rückgabe ist vorbei. Ihre Tickets bleiben gültig.
    .cancelled = Die Veranstaltung ist abgesagt. Sie bekommen Ihr Geld zurück. Sie müssen nichts tun.
    .more = Für diese Buchung haben wir schon Geld erstattet. Es wurde nichts geändert. Bitte schreiben Sie dem Shop.
    .nothing = Die Gebühr ist so hoch wie der Preis, Sie bekämen also nichts zurück. Ihre Tickets bleiben gültig.
    .used = Mit einem dieser Tickets ist schon jemand hineingegangen, deshalb kann es nicht zurückgegeben werden. Es wurde nichts geändert.
    .early = Ihre Zahlung wird noch eingezogen. Ihre Tickets sind gültig. Versuchen Sie es in einer Minute noch einmal.
    .booking = Zurück zur Buchung

refunds = Erstattungen
    .sent = Wir haben Ihre Erstattung von { $amount } am { $day } abgeschickt. Das Geld ist unterwegs. Sie müssen nichts tun.
    .paid = Wir haben { $amount } am { $day } erstattet. Es kann einige Tage dauern, bis Ihre Bank das Geld gutschreibt.
    .failed = Ihre Bank hat die Erstattung von { $amount } nicht angenommen. Wir schulden Ihnen dieses Geld und zahlen es auf einem anderen Weg zurück. Sie müssen nichts tun.
    .free = Sie haben am { $day } Tickets zurückgegeben. Sie haben nichts gekostet, deshalb gibt es kein Geld zurück.
    .fee = Wir haben eine Gebühr von { $fee } einbehalten.
    .places = Nicht mehr gültig: { $places }

terms = Tickets für diese Veranstaltung können nicht zurückgegeben werden.
    .over = Tickets für diese Veranstaltung können nicht mehr zurückgegeben werden.
    .until = Sie können Tickets bis { $until } zurückgeben.
    .all = Sie bekommen Ihr ganzes Geld zurück.
    .share = Sie bekommen { NUMBER($percent) } % des Preises zurück.
    .fee = Sie bekommen den Preis abzüglich einer Gebühr von { $fee } pro Ticket zurück.
    .share-fee = Sie bekommen { NUMBER($percent) } % des Preises abzüglich einer Gebühr von { $fee } pro Ticket zurück.
