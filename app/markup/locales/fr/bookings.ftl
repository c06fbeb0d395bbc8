### The page "My bookings".

heading = Mes réservations

## The headings of the three lists of bookings

pending = En attente de paiement
coming = À venir
over = Passées ou annulées

## Shown if there are no bookings

# $seats: the most seats that a booking can have
none = Aucune réservation dans ce navigateur pour l’instant.
    .advice =
        Choisissez un événement et jusqu’à { $seats ->
            [one] { $seats } place
           *[other] { $seats } places
        } ; ce que vous réservez ou achetez apparaît ici.
    .link = Voir le programme

## A booking

# $seats: the number of seats. $total: their price, for example "€45". `.left`: of a paid booking, if the buyer gave some tickets away or
# back. $tickets: the number of tickets that the buyer still has
seats = { $seats ->
        [one] { $seats } place · { $total }
       *[other] { $seats } places · { $total }
    }
    .left = Billets restants : { NUMBER($tickets) } sur { NUMBER($seats) } · { $total }
# The link to the checkout
pay = Payer

## The status of a booking, in a few words. $minutes: the remaining time of the hold

held = { $minutes ->
        [one] Encore { $minutes } minute pour payer
       *[other] Encore { $minutes } minutes pour payer
    }
    .last = Moins d’une minute pour payer
tickets = Billets
    .none = Plus de billet
expired = Non payée à temps
cancelled = Annulée
refunded = Remboursée
