### The page "My bookings".

heading = Mes réservations

## The headings of the three lists of bookings

pending = En attente de paiement
coming = À venir
over = Passées ou annulées

## What stands in the place of the lists, if there are no bookings

# $seats: how many seats a booking can have
none = Aucune réservation dans ce navigateur pour l’instant.
    .advice =
        Choisissez un événement et jusqu’à { $seats ->
            [one] { $seats } place
           *[other] { $seats } places
        } ; ce que vous réservez ou achetez apparaît ici.
    .link = Voir le programme

## Each booking

# $seats: how many seats it has. $total: what they cost, as "€45"
seats = { $seats ->
        [one] { $seats } place · { $total }
       *[other] { $seats } places · { $total }
    }
# What the link to the checkout looks like
pay = Payer

## How a booking stands, in a few words. $minutes: how long it is still held

held = { $minutes ->
        [one] Encore { $minutes } minute pour payer
       *[other] Encore { $minutes } minutes pour payer
    }
    .last = Moins d’une minute pour payer
tickets = Billets
expired = Non payée à temps
cancelled = Annulée
refunded = Remboursée
