title = Lokaler
    .lead = Varje lokal är ritad som den är byggd, så att platsen du väljer är platsen du hittar.
about = Salongerna, arenorna och stadionerna som det säljs platser till här, alla ritade som de är byggda.
none = Det finns inga lokaler än.
    .words = En lokal visas här när den har en platskarta.

places = { $places ->
        [one] { $places } plats
       *[other] { $places } platser
    }
events = { NUMBER($events) } evenemang
