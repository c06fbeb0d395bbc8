### Prices on the checkout: the price type of each seat, the promo code, and bookings that cost nothing.

## The choice of a price type for each seat

# .full: the price of a seat's level, without a price type
prices = Choose your prices
    .full = Full price
    .update = Update the total
# Stands in the list of a seat. $name: a price type, as "Child". $price: as "€22.50"
choice = { $name }: { $price }
# $name: a price type. $proof: what to bring, as "a student card"
proof = { $name }: bring { $proof } to the door.

## The promo code

code = Promo code
    .add = I have a promo code
    .use = Use the code

## A booking that costs nothing

# $seats: how many tickets there will be. Stands on a button.
free = Take { $seats ->
        [one] { $seats } ticket
       *[other] { $seats } tickets
    }
    .words = This costs nothing. Your tickets are ready at once.
