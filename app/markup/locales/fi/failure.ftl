events = Katso tapahtumat
bookings = Omat varaukset

page = Tässä osoitteessa ei ole sivua.
event = Tätä tapahtumaa ei löydy. Se on voitu siirtää tai poistaa ohjelmistosta.
performer = Tätä esiintyjää ei löydy.
venue = Tätä tapahtumapaikkaa ei löydy.
legal = Tässä lippukaupassa ei ole tätä sivua.
booking = Tätä varausta ei löydy.
    .own = Sinulla ei ole varausta, jolla on tämä numero.
    .event = Tämän varauksen tapahtumaa ei enää ole.
payment = Tätä maksua ei löydy.
