seats = Bästa platserna tillsammans
    .words = Vi väljer de bästa lediga platserna och reserverar dem åt dig. Högst { $places ->
        [one] { $places } plats
       *[other] { $places } platser
    }.
    .hold = Reservera de bästa platserna
both = Bästa sittplatserna eller ståplats
    .hold = Reservera de bästa platserna
standing = Ståplatser
    .words = Vi reserverar platserna åt dig medan du betalar. Högst { $places ->
        [one] { $places } plats
       *[other] { $places } platser
    }.
    .hold = Reservera ståplatser

quantity = Antal platser
price = Pris
    .any = Alla priser
level = { $level } · { $price }
accessible = Rullstolsplatser
place = Område
    .seats = Sittplatser tillsammans
    .standing = ståplats
