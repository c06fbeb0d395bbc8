### The letter with the tickets, and the page that shows it.

## The letter

# $event: the title of the event
subject = Your tickets: { $event }
# $total: what was paid, as €45
paid = You have { $tickets ->
        [one] { $tickets } ticket
       *[other] { $tickets } tickets
    }
    .total = { $total } was paid.
when = When
venue = Where
places = Your places
enclosed = The tickets are enclosed as a PDF. Print it, or show the codes on a phone.
door = Each code lets one person in, once. Keep the codes to yourself until then.
open = Open the tickets
    .pdf = Tickets as PDF
    .calendar = Add to the calendar
    .lost = Use this link if you lose the tickets. Whoever has the link has the tickets.
# $booking: the number of the booking
booking = Booking { $booking }

## The list of letters in a shop that sends no e-mail

# $address: an e-mail address. $day: as 2026-11-27
kept = Your letters
    .words = This shop has no mail server, so it sends no e-mail. You can read the letters about your bookings here.
    .none = There are no letters yet. One is written when you pay with an e-mail address.
    .to = To { $address }, { $day }

## The receipt, where the seller gives one

# $number: the number of the receipt
receipt = Receipt { $number }
    .sold-by = Sold by
    .date = Date
    .total = Total
# $rate: as 10 or 25.5
vat = VAT { $rate } % included
