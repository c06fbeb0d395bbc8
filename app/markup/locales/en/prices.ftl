### Prices on the checkout: the price type of each seat, the promo code, and free bookings.

## The choice of a price type for each seat

# `.full`: the price of a seat's level, without a price type
prices = Choose your prices
    .full = Full price
    .update = Update the total
# An option for a seat. $name: a price type, for example "Child". $price: for example "€22.50"
choice = { $name }: { $price }
# $name: a price type. $proof: what to bring, for example "a student card"
proof = { $name }: bring { $proof } to the door.

## The promo code

code = Promo code
    .add = I have a promo code
    .use = Use the code

## A free booking

# A button. $seats: the number of tickets
free = Take { $seats ->
        [one] { $seats } ticket
       *[other] { $seats } tickets
    }
    .words = This costs nothing. Your tickets are ready at once.
