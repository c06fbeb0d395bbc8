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
