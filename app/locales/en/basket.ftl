### The basket, below the hall: what is chosen, and what the buyer holds already. $seats and $places: how many

# The name of the basket, for screen readers
choice = Your choice

## The button that holds. .pending: while the shop answers. Standing places have a text beside that for seats. The total may follow

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

## What screen readers say when the choice changes. The total may follow

chosen = { $seats ->
        [one] { $seats } seat chosen
       *[other] { $seats } seats chosen
    }
    .places = { $places ->
        [one] { $places } place chosen
       *[other] { $places } places chosen
    }

## A line of the choice

# $place: as "Stalls, row 12, seat 14"
leave-out = Leave out { $place }
# $price: of a standing place, as "€45"
each = { $price } each
# The number of standing places, and the buttons − and + beside it
quantity = How many
    .less = Remove one ticket
    .more = Add one ticket
# Leaves all of it out
clear = Clear

## While nothing is chosen

limit = Choose up to { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }.
    .none = You have as many seats as one buyer can have.

## What the buyer holds. $total: as "€90"

pay = Pay { $total }
give-back = Give back
