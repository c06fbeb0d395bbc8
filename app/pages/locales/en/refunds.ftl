### Giving tickets back: the page with the refund, the list of refunds on the page of a booking, and the terms on the checkout.

## The link on the page of a booking, and the title of the page

title = Give tickets back

## The first step: which tickets. $address: a masked e-mail address, for example "m***@example.org"

choose = Which tickets do you want to give back?
    .see = See what you get back
    .none = Choose at least one ticket
    .safe = Nothing was changed.
    .given = given to { $address }; that person’s ticket stops working
keep = Keep my tickets

## The second step: the refund. $amount and $fee: for example "€45". $tickets: the number of tickets

back = You get { $amount } back
    .fee = A fee of { $fee } is already taken off.
    .void = { $tickets ->
        [one] This ticket stops being valid at once, and others can buy the seat. You cannot undo this.
       *[other] These tickets stop being valid at once, and others can buy the seats. You cannot undo this.
    }
    .money = The money goes back the way you paid. Your bank may need a few days to show it.
confirm = { $tickets ->
        [one] Give { $tickets } ticket back
       *[other] Give { $tickets } tickets back
    }

## Why tickets cannot be given back: a title, and the reason

refused = These tickets cannot be given back
    .not-paid = This booking has no tickets, so there is nothing to give back.
    .refunded = These tickets were given back already. Your booking shows the refund.
    .not-offered = Tickets for this event cannot be given back. Your tickets stay valid.
    .too-late = It is too late to give tickets back. Your tickets stay valid.
    .cancelled = The event is cancelled. You get your money back. You do not need to do anything.
    .more = We have already paid money back for this booking. Nothing was changed. Please write to the shop.
    .nothing = The fee is as high as the price, so nothing would come back. Your tickets stay valid.
    .used = Somebody has already come in with one of these tickets, so it cannot be given back. Nothing was changed.
    .early = We are still collecting your payment. Your tickets are valid. Try again in a minute.
    .booking = Back to the booking

## The refunds of a booking. $amount and $fee: for example "€45". $day: for example "Friday 27 November 2026". $places: for example "Stalls,
## row 4, seat 12; Stalls, row 4, seat 13"

refunds = Refunds
    .sent = We sent your refund of { $amount } on { $day }. It is on its way. You do not need to do anything.
    .paid = We paid { $amount } back on { $day }. Your bank may need a few days to show it.
    .failed = Your bank did not accept your refund of { $amount }. We owe you this money and will pay it back in another way. You do not need to do anything.
    .free = You gave tickets back on { $day }. They cost nothing, so no money goes back.
    .fee = We kept a fee of { $fee }.
    .places = No longer valid: { $places }

## The terms of refunds, on the checkout above the pay button. `.until` comes first, then a sentence about the money. $until: for example
## "Friday 27 November 2026, 19:30". $percent: a share of the price, for example 90. $fee: for example "€2"

terms = Tickets for this event cannot be given back.
    .over = Tickets for this event can no longer be given back.
    .until = You can give tickets back until { $until }.
    .all = You get all your money back.
    .share = You get { NUMBER($percent) }% of the price back.
    .fee = You get the price back, minus a fee of { $fee } for each ticket.
    .share-fee = You get { NUMBER($percent) }% of the price back, minus a fee of { $fee } for each ticket.
