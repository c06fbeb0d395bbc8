### The page "My bookings".

heading = My bookings

## The headings of the three lists of bookings

pending = Waiting for payment
coming = Coming up
over = Past and closed

## Shown if there are no bookings

# $seats: the most seats that a booking can have
none = No bookings in this browser yet.
    .advice =
        Choose an event and up to { $seats ->
            [one] { $seats } seat
           *[other] { $seats } seats
        }; what you hold or buy is listed here.
    .link = See what is on

## A booking

# $seats: the number of seats. $total: their price, for example "€45". `.left`: of a paid booking, if the buyer gave some tickets away or
# back. $tickets: the number of tickets that the buyer still has
seats = { $seats ->
        [one] { $seats } seat · { $total }
       *[other] { $seats } seats · { $total }
    }
    .left = { NUMBER($tickets) } of { NUMBER($seats) } tickets left · { $total }
# The link to the checkout
pay = Pay

## The status of a booking, in a few words. $minutes: the remaining time of the hold

held = { $minutes ->
        [one] Held for { $minutes } more minute
       *[other] Held for { $minutes } more minutes
    }
    .last = Held for less than a minute
tickets = Tickets
    .none = No tickets left
expired = Not paid in time
cancelled = Given back
refunded = Refunded
