### The page of a booking: its tickets, or its status.

# The title of the browser tab. $event: the title of the event. `.tickets`: for a paid booking
title = Booking: { $event }
    .tickets = Tickets: { $event }
# A link to all bookings of the buyer
all = My bookings

## A paid booking

# `.sum`: below the title and time of the event. `.some`: instead, if the buyer gave some tickets away or back; `.none` and `.whole`: the
# heading and the sum if no tickets are left. $total: the amount paid, for example "€45"
paid = Paid, and yours
    .heading = See you there.
    .sum = { $tickets ->
        [one] { $tickets } ticket. Total paid: { $total }.
       *[other] { $tickets } tickets. Total paid: { $total }.
    }
    .some = { $tickets ->
        [one] { $tickets } ticket. Paid for the whole booking: { $total }.
       *[other] { $tickets } tickets. Paid for the whole booking: { $total }.
    }
    .none = You have no tickets of this booking any more
    .whole = Paid for the whole booking: { $total }.
    .print = Print
# Screen readers: the heading of the tickets. `.door`: below the tickets
tickets = Tickets
    .door = Show the code at the door, on paper or on a screen. Each code lets one person in, once. Keep it to yourself until then.
# $number: the booking number, for example "7K3QW9XM"
number = Booking { $number }.

## A booking without tickets: its seats, and the links

places = Places
total = Total
look = Look again
pay = Continue to payment
choose = Choose seats again

## The status of a booking: a title, then what is safe and what to do. $seats: the number of seats of the booking

bought = This booking is paid.
    .words = { $seats ->
        [one] Your ticket is here.
       *[other] Your tickets are here.
    }
checking = We are checking your payment.
    .words = { $seats ->
        [one] We do not know yet whether it went through. You will get your ticket, or your money back. Look again in a moment.
       *[other] We do not know yet whether it went through. You will get your tickets, or your money back. Look again in a moment.
    }
held = { $seats ->
        [one] Your seat is held.
       *[other] Your seats are held.
    }
    .words = { $seats ->
        [one] Pay before the time runs out; until then nobody else can take it.
       *[other] Pay before the time runs out; until then nobody else can take them.
    }
returning = Your money is on its way back.
    .words = { $seats ->
        [one] Your payment did not buy this seat. We are giving the money back. You do not need to do anything.
       *[other] Your payment did not buy these seats. We are giving the money back. You do not need to do anything.
    }
returned = Your money was paid back.
    .words = { $seats ->
        [one] This seat is not yours. Your bank may need a few days to show the money.
       *[other] These seats are not yours. Your bank may need a few days to show the money.
    }
expired = The hold has ended.
    .words = { $seats ->
        [one] Your card was not charged. The seat went back on sale; it may still be free.
       *[other] Your card was not charged. The seats went back on sale; they may still be free.
    }
cancelled = { $seats ->
        [one] You gave this seat back.
       *[other] You gave these seats back.
    }
    .words = { $seats ->
        [one] Nothing was charged. Others can take it now, and so can you.
       *[other] Nothing was charged. Others can take them now, and so can you.
    }
void = { $seats ->
        [one] This ticket is no longer valid.
       *[other] These tickets are no longer valid.
    }
    .words = { $seats ->
        [one] You cannot get in with it. If your card was charged for it, the money goes back to the card. The seat may still be free.
       *[other] You cannot get in with them. If your card was charged for them, the money goes back to it. The seats may still be free.
    }
