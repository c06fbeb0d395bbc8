### The form that holds seats without the map, in the hall of an event: the best seats together, or places in a standing area.

## The heading of the form and its button, for events with seats, with seats and standing areas, and with standing areas only

# $places: the most places that a buyer can ask for
seats = Best seats together
    .words = We choose the best free places and hold them for you. Up to { $places ->
        [one] { $places } place
       *[other] { $places } places
    }.
    .hold = Hold the best seats
both = Best seats, or standing
    .hold = Hold the best places
standing = Standing places
    .words = We hold them for you while you pay. Up to { $places ->
        [one] { $places } place
       *[other] { $places } places
    }.
    .hold = Hold standing places

## The fields

quantity = How many
price = Price
    .any = Any price
# $level: the name of a price level, for example "Stalls". $price: for example "€45"
level = { $level } · { $price }
accessible = Wheelchair places
# The choice between seats and the standing areas. `.standing` follows the name of an area
place = Where
    .seats = Seats together
    .standing = standing
