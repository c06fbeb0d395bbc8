events = Zum Programm
bookings = Meine Buchungen

page = Unter dieser Adresse gibt es hier keine Seite.
event = Diese Veranstaltung haben wir nicht gefunden. Vielleicht wurde sie verlegt oder aus dem Programm genommen.
performer = Unter dieser Adresse haben wir niemanden gefunden.
venue = Diesen Spielort haben wir nicht gefunden.
legal = Diese Seite hat der Shop nicht.
booking = Diese Buchung haben wir nicht gefunden.
    .own = Keine Ihrer Buchungen hat diese Nummer.
    .event = Die Veranstaltung zu dieser Buchung gibt es nicht mehr.
payment = Diese Zahlung haben wir nicht gefunden.
