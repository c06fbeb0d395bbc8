### Prices on the checkout: the price type of each seat, the promo code, and bookings that cost nothing.

## The choice of a price type for each seat

# .full: the price of a seat's level, without a price type
prices = Choisissez vos tarifs
    .full = Plein tarif
    .update = Mettre à jour le total
# Stands in the list of a seat. $name: a price type, as "Child". $price: as "€22.50"
choice = { $name } : { $price }
# $name: a price type. $proof: what to bring, as "a student card"
proof = { $name } : { $proof } à présenter à l’entrée.

## The promo code

code = Code promo
    .add = J’ai un code promo
    .use = Utiliser le code

## A booking that costs nothing

# $seats: how many tickets there will be. Stands on a button.
free = Obtenir { $seats ->
        [one] { $seats } billet
       *[other] { $seats } billets
    }
    .words = C’est gratuit. Vos billets sont prêts tout de suite.
