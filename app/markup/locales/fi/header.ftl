skip = Siirry sisältöön
logo = Frontrow, tapahtumat
ways = Päävalikko
events = Tapahtumat
# Short: on a screen of 320 px the three links have about 27 letters together
venues = Salit
bookings = Varaukset
hold = Paikkasi on varattu vielä:
