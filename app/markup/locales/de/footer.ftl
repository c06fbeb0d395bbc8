word = Alle Preise sind Endpreise. Ein reservierter Platz gehört Ihnen, bis die Zeit abläuft.
bookings = Meine Buchungen
account = Mein Konto
venues = Spielorte
programs = Schnittstelle für Software (API)
