### The error page.

## Links

events = See what is on
bookings = My bookings

## What does not exist: a sentence below the heading. `.own`: for the buyer's own bookings

page = This site has no page at this address.
event = We cannot find this event. It may have been moved or taken off the programme.
performer = We cannot find this performer.
venue = We cannot find this venue.
legal = This shop does not have this page.
booking = We cannot find this booking.
    .own = None of your bookings has this number.
    .event = The event of this booking no longer exists.
payment = We cannot find this payment.
