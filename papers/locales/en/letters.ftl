### The letter with the tickets, and the page that shows it.

## The letter

# $event: the title of the event
subject = Your tickets: { $event }
# $total: the amount paid, for example "€45"
paid = You have { $tickets ->
        [one] { $tickets } ticket
       *[other] { $tickets } tickets
    }
    .total = Total paid: { $total }.
# To the new holder of a transferred ticket. $event: the title of the event
given = A ticket for you: { $event }
    .words = Somebody bought this ticket and gave it to you. It is yours now. The code that the buyer had does not work any more.
when = When
venue = Where
# $tickets: the number of tickets in the letter. $proof: what the door asks for, for example "a student card". `.proof` follows the price
# type: "Stalls, row 4, seat 12 (Student, bring a student card)"
places = { $tickets ->
        [one] Your place
       *[other] Your places
    }
    .proof = bring { $proof }
enclosed = { $tickets ->
        [one] The ticket is attached as a PDF. Print it, or show the code on a phone.
       *[other] The tickets are attached as a PDF. Print it, or show the codes on a phone.
    }
door = { $tickets ->
        [one] The code lets one person in, once. Do not show it to anyone before you are at the door.
       *[other] Each code lets one person in, once. Do not show the codes to anyone before you are at the door.
    }
open = { $tickets ->
        [one] Open the ticket
       *[other] Open the tickets
    }
    .pdf = Tickets as PDF
    .phone = Tickets as PDF for a phone
    .calendar = Add to the calendar
    .lost = { $tickets ->
        [one] Use this link if you lose the ticket. Keep it secret: anyone with the link can use the ticket.
       *[other] Use this link if you lose the tickets. Keep it secret: anyone with the link can use the tickets.
    }
    .here = { $tickets ->
        [one] You can open this page again if you lose the ticket. Keep its address secret: anyone with the address can use the ticket.
       *[other] You can open this page again if you lose the tickets. Keep its address secret: anyone with the address can use the tickets.
    }
# $booking: the booking number
booking = Booking { $booking }

## The letter with a code to sign in

# $code: for example "0123 4567"
sign-in = { $code } is your code to sign in
    .words = Type it on the page where you asked for it, in the same browser. You can use it once, within 15 minutes.
    .link = Sign in
    .not-you = If you did not ask for it, you do not need to do anything. Nobody can sign in without this code, so do not tell it to anyone.

## The list of letters in a shop that sends no e-mail

# $address: an e-mail address. $day: for example "Friday 27 November 2026"
kept = Your letters
    .words = This shop has no mail server, so it sends no e-mail. You can read the letters about your bookings here.
    .none = There are no letters yet. You get one when you give an e-mail address as you pay.
    .to = To { $address }, { $day }
# A link to all bookings of the buyer, at the end of the page of a letter or of the list
bookings = My bookings

## The receipt, if the seller issues one

# $number: the number of the receipt
receipt = Receipt { $number }
    .sold-by = Sold by
    .date = Date
    .total = Total
# $rate: for example "10" or "25.5"
vat = VAT { $rate } % included
