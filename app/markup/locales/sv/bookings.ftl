heading = Mina bokningar

pending = Väntar på betalning
coming = Kommande
over = Tidigare och avslutade

none = Det finns inga bokningar i den här webbläsaren än.
    .advice =
        Välj ett evenemang och högst { $seats ->
            [one] { $seats } plats
           *[other] { $seats } platser
        }. Dina bokningar och biljetter visas här.
    .link = Se evenemang

seats = { $seats ->
        [one] { $seats } plats · { $total }
       *[other] { $seats } platser · { $total }
    }
    .left = { NUMBER($tickets) } av { NUMBER($seats) } biljetter kvar · { $total }
pay = Betala

held = { $minutes ->
        [one] Reserverad i { $minutes } minut till
       *[other] Reserverad i { $minutes } minuter till
    }
    .last = Reserverad i mindre än en minut till
tickets = Biljetter
    .none = Inga biljetter kvar
expired = Inte betald i tid
cancelled = Avbokad
refunded = Återbetald
