### The basket below the hall: the chosen seats, and the seats that the buyer holds. $seats and $places are numbers.

# Screen readers: the name of the basket
choice = Your choice

## The button that holds seats. `.pending`: during the request. Standing places have their own text beside that for seats. The total may
## follow

hold = Hold { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }
    .pending = Holding { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }
hold-places = Hold { $places ->
        [one] { $places } place
       *[other] { $places } places
    }
    .pending = Holding { $places ->
        [one] { $places } place
       *[other] { $places } places
    }

## Screen readers: announced when the selection changes. The total may follow

chosen = { $seats ->
        [one] { $seats } seat chosen
       *[other] { $seats } seats chosen
    }
    .places = { $places ->
        [one] { $places } place chosen
       *[other] { $places } places chosen
    }

## A line of the selection

# $place: for example "Stalls, row 12, seat 14"
leave-out = Leave out { $place }
# $price: of a standing place, for example "€45"
each = { $price } each
# The label of the number of standing places, and screen reader names of the buttons − and + beside it
quantity = How many
    .less = Remove one ticket
    .more = Add one ticket
# A button that removes the whole selection
clear = Clear

## While nothing is chosen

limit = Choose up to { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }.
    .none = You have as many seats as one buyer can have.

## The buyer's hold. $total: for example "€90"

pay = Pay { $total }
give-back = Give back
