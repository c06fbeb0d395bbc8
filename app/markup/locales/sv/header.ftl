skip = Hoppa till innehållet
logo = Frontrow, evenemang
ways = Huvudmeny
events = Evenemang
venues = Lokaler
# Short: on a screen of 320 px the three links have about 27 letters together
bookings = Bokningar
hold = Dina platser är reserverade i:
