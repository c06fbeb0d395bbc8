title = Tapahtumapaikat
    .lead = Jokainen sali on piirretty sellaisena kuin se on. Siksi löydät juuri sen paikan, jonka valitsit.
about = Salit, areenat ja stadionit, joihin täällä myydään paikkoja. Jokainen on piirretty sellaisena kuin se on.
none = Tapahtumapaikkoja ei ole vielä.
    .words = Tapahtumapaikka näkyy täällä, kun sillä on paikkakartta.

places = { $places ->
        [one] { $places } paikka
       *[other] { $places } paikkaa
    }
events = { $events ->
        [one] { $events } tapahtuma
       *[other] { $events } tapahtumaa
    }
