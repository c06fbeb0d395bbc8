### The page "My bookings".

heading = My bookings

## The headings of the three lists of bookings

pending = Waiting for payment
coming = Coming up
over = Past and closed

## What stands in the place of the lists, if there are no bookings

# $seats: how many seats a booking can have
none = No bookings in this browser yet.
    .advice =
        Choose an event and up to { $seats ->
            [one] { $seats } seat
           *[other] { $seats } seats
        }; what you hold or buy is listed here.
    .link = See what is on

## Each booking

# $seats: how many seats it has. $total: what they cost, as "€45"
seats = { $seats ->
        [one] { $seats } seat · { $total }
       *[other] { $seats } seats · { $total }
    }
# What the link to the checkout looks like
pay = Pay

## How a booking stands, in a few words. $minutes: how long it is still held

held = { $minutes ->
        [one] Held for { $minutes } more minute
       *[other] Held for { $minutes } more minutes
    }
    .last = Held for less than a minute
tickets = Tickets
expired = Not paid in time
cancelled = Given back
refunded = Refunded
