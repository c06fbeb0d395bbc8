### Prices on the checkout: the price type of each seat, the promo code, and free bookings.

## The choice of a price type for each seat

# `.full`: the price of a seat's level, without a price type
prices = Choisissez vos tarifs
    .full = Plein tarif
    .update = Mettre à jour le total
# An option for a seat. $name: a price type, for example "Child". $price: for example "€22.50"
choice = { $name } : { $price }
# $name: a price type. $proof: what to bring, for example "a student card"
proof = { $name } : { $proof } à présenter à l’entrée.

## The promo code

code = Code promo
    .add = J’ai un code promo
    .use = Utiliser le code

## A free booking

# A button. $seats: the number of tickets
free = Obtenir { $seats ->
        [one] { $seats } billet
       *[other] { $seats } billets
    }
    .words = C’est gratuit. Vos billets sont prêts tout de suite.
