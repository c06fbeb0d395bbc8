choice = Ditt val

hold = Reservera { $seats ->
        [one] { $seats } plats
       *[other] { $seats } platser
    }
    .pending = Reserverar { $seats ->
        [one] { $seats } plats
       *[other] { $seats } platser
    }
hold-places = Reservera { $places ->
        [one] { $places } ståplats
       *[other] { $places } ståplatser
    }
    .pending = Reserverar { $places ->
        [one] { $places } ståplats
       *[other] { $places } ståplatser
    }

chosen = { $seats ->
        [one] { $seats } plats vald
       *[other] { $seats } platser valda
    }
    .places = { $places ->
        [one] { $places } ståplats vald
       *[other] { $places } ståplatser valda
    }

leave-out = Ta bort { $place }
each = { $price } per biljett
quantity = Antal platser
    .less = Ta bort en biljett
    .more = Lägg till en biljett
clear = Rensa

limit = Välj högst { $seats ->
        [one] { $seats } plats
       *[other] { $seats } platser
    }.
    .none = Du har så många platser som en köpare kan ha.

pay = Betala { $total }
give-back = Släpp
