skip = Zum Inhalt springen
logo = Frontrow, zum Programm
ways = Hauptmenü
events = Programm
venues = Spielorte
bookings = Buchungen
hold = Für Sie reserviert, noch:
