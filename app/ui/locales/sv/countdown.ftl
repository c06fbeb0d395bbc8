left = Tid kvar att betala

held = { $seats ->
        [one] { $seats } plats är reserverad åt dig. Ingen annan kan ta den.
       *[other] { $seats } platser är reserverade åt dig. Ingen annan kan ta dem.
    }
    .last = { $seats ->
        [one] Därefter går { $seats } plats tillbaka till försäljning. Betala nu för att behålla den. Om du inte betalar dras inga pengar.
       *[other] Därefter går { $seats } platser tillbaka till försäljning. Betala nu för att behålla dem. Om du inte betalar dras inga pengar.
    }

checking = Vi kontrollerar din bokning…

still = Så mycket tid var kvar när sidan laddades: reservationen går ut kl. { $time }. Ladda om sidan för att se hur mycket tid som är kvar.

two-minutes = 2 minuter kvar att betala för { $seats ->
        [one] { $seats } plats
       *[other] { $seats } platser
    }.
one-minute = En minut kvar att betala för { $seats ->
        [one] { $seats } plats
       *[other] { $seats } platser
    }.
half-minute = 30 sekunder kvar att betala för { $seats ->
        [one] { $seats } plats
       *[other] { $seats } platser
    }.
