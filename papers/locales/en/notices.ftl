### Letters about refunds, cancelled events, new dates, transferred tickets, and other seats.

## The letter about a refund

# $event: the title of the event. $amount: for example "€45". $day: for example "Friday 27 November 2026". $fee: for example
# "€2". $tickets: the number of void tickets
refund = Your refund: { $event }
    .sent = We sent your refund of { $amount } on { $day }. It is on its way. You do not need to do anything.
    .free = { $tickets ->
        [one] No money goes back for this ticket.
       *[other] No money goes back for these tickets.
    }
    .void = { $tickets ->
        [one] This ticket is no longer valid
       *[other] These tickets are no longer valid
    }
    .fee = We kept a fee of { $fee }.
    .bank = Your bank may need a few days to show the money.
    .open = Open your booking

## The letter about a cancelled event

# $event: the title of the event. $when: for example "Friday 27 November 2026, 19:30"
cancelled = Cancelled: { $event }
    .words = { $event } on { $when } will not take place. We are sorry.

## The letter about a new date

# $event: the title of the event. $when and $until: for example "Friday 27 November 2026, 19:30". $tickets: the number of the reader's
# tickets
moved = New date: { $event }
    .words = { $event } has a new date: { $when }.
    .valid = { $tickets ->
        [one] Your ticket stays valid. You do not need to do anything.
       *[other] Your tickets stay valid. You do not need to do anything.
    }
    .back = If the new date does not suit you, you can give your { $tickets ->
        [one] ticket
       *[other] tickets
    } back for the full price until { $until }.
    .open = { $tickets ->
        [one] Open the ticket
       *[other] Open the tickets
    }

## The letter about a transferred ticket that is now void

# $event: the title of the event. $when: for example "Friday 27 November 2026, 19:30"
void = Your ticket is no longer valid: { $event }
    .words = Somebody gave you a ticket for { $event } on { $when }. This ticket is no longer valid, and nobody can come in with it.
    .money = If money goes back for it, it goes to the person who bought it. Please ask them if you have questions.
    .places = The place of the ticket

## The letter of a booking whose buyer gave all tickets away

# $event: the title of the event. $when: for example "Friday 27 November 2026, 19:30". $tickets: the number of the tickets
transfer = Your booking: { $event }
    .words = { $tickets ->
        [one] You gave your ticket for { $event } ({ $when }) to somebody else.
       *[other] You gave all your tickets for { $event } ({ $when }) to other people.
    }
    .codes = { $tickets ->
        [one] The new holder has a new code. Your own code does not work any more. You do not need to do anything.
       *[other] The new holders have new codes. Your own codes do not work any more. You do not need to do anything.
    }
    .places = { $tickets ->
        [one] The place of the ticket
       *[other] The places of the tickets
    }

## The letter about other seats, for a buyer whose payment arrived after the first seats were taken

# $event: the title of the event. $time: for example "Friday 27 November 2026, 19:30". $seats: the number of held seats
offer = Other seats are held for you: { $event }
    .words = { $seats ->
        [one] Someone else took your seat for { $event } before you had paid. We hold another seat at the same price for you.
       *[other] Someone else took your seats for { $event } before you had paid. We hold other seats at the same price for you.
    }
    .until = { $seats ->
        [one] It is held until { $time }.
       *[other] They are held until { $time }.
    }
    .back = { $seats ->
        [one] If you do not take it in time, all your money goes back. You do not need to do anything.
       *[other] If you do not take them in time, all your money goes back. You do not need to do anything.
    }
    .places = { $seats ->
        [one] The seat that we hold
       *[other] The seats that we hold
    }
    .open = { $seats ->
        [one] Take this seat, or get your money back, in the browser where you paid
       *[other] Take these seats, or get your money back, in the browser where you paid
    }

## The credit note, if the seller issues receipts

# $number: the number of the credit note
credit = Credit note { $number }
