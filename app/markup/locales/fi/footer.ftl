word = Hinnat ovat lopullisia. Varattu paikka on sinun, kunnes varausaika loppuu.
bookings = Omat varaukset
account = Oma tili
venues = Tapahtumapaikat
programs = Kehittäjille
