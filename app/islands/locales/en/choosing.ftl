### Messages of the basket while a buyer chooses and holds seats. $seat and $seats: for example "Stalls, row 12, seat 14", or in short "seat
### 14"

## A tap on a seat that cannot be chosen

already = You hold { $seat } already.
asking = We are asking which seats are free. A moment, please.
    .places = We are asking how many places are free. A moment, please.
blocked = { $seat } is not for sale.
held = { $seat } is held by someone else; it may yet come back.
sold = { $seat } is sold.
# Follows one of these messages. `.in-row`: a seat in the same row
near = { $seats } is free.
    .in-row = { $seats } in the same row is free.

## Another buyer took a chosen seat. $count: the number of offered seats

lost = Someone took { $seats } a moment ago.
    .none = Nothing of yours was charged. Choose another.
# The seats were chosen before the page was reloaded
meanwhile = While you were away, someone took { $seats }. Nothing of yours was charged.
offer = { $count ->
        [one] { $seats } is free: take it?
       *[other] { $seats } are free: take them?
    }
    .in-row = { $count ->
        [one] { $seats } in the same row is free: take it?
       *[other] { $seats } in the same row are free: take them?
    }
# The shop held other seats than requested. $count: their number. $asked and $held: the requested and the held seats. $total: for example
# "€90"
instead = { $asked }: someone was faster. We hold { $held } for you instead: { $total }. Pay for { $count ->
        [one] it, or give it
       *[other] them, or give them
    } back.

# A button that accepts the offered seats. $seat: for example "seat 14"
take = Take { $seat }
    .it = Take it
    .seats = { $count ->
        [one] Take { $count } seat
       *[other] Take { $count } seats
    }

## A selection that leaves a single seat between taken ones. $count: the number of seats that would be left alone, or that are offered
## instead

alone = That would leave { $seats } alone, where hardly anybody wants to sit.
    .mend = { $count ->
        [one] Take it too, or leave out the one beside it.
       *[other] Take them too, or leave out the one beside them.
    }
    .move = Move one along?
    .others = { $count ->
        [one] { $seats } would not: take it?
       *[other] { $seats } would not: take those?
    }
# A button
move-along = Move one along

## "Find seats together". $size: the number of requested seats

found = { $seats }: chosen for you, but not held yet. Press { NUMBER($size) } again for other seats.
# `.narrowed`: the buyer has filtered the seats
none = No seat is free at the moment.
    .narrowed = None of the seats that you chose to see is free at the moment.
apart = There are no { NUMBER($size) } free seats next to each other at the moment. Find fewer, or choose each seat on the plan.
    .narrowed = Among the seats that you chose to see, there are no { NUMBER($size) } free seats next to each other at the moment. Find fewer, or choose each seat on the plan.

## A tap on a standing area

standing = No standing place is free here at the moment.
    .seats = One booking is for seats or for standing places; your seats were left out.
    .back = { $count ->
        [one] Back to { $count } seat
       *[other] Back to { $count } seats
    }

## The result of a hold. $count: the number of seats

paid = { $count ->
        [one] You have paid for this seat.
       *[other] You have paid for these seats.
    }
    .link = Show the tickets
checking = We are checking your payment.
ended = { $count ->
        [one] The hold has ended. Your card was not charged. The seat went back on sale; it may still be free.
       *[other] The hold has ended. Your card was not charged. The seats went back on sale; they may still be free.
    }
gone = { $count ->
        [one] This seat is not held for you any more.
       *[other] These seats are not held for you any more.
    }
booking-link = Look at your booking
released = The seats are back on the plan. Nothing was charged.

## Why seats could not be held or given back. $count: the most seats of one booking, or of one buyer

refused = That did not work. Nothing was charged. Load the page again to see how your seats stand.
    .turn = Nothing was held: your turn is over. The link above the hall leads to the line.
    .internal = Something went wrong on our side. Nothing was charged. Try again in a moment.
    .busy = The box office could not be reached. Check your connection and try again; nothing is lost by trying twice.
    .wait = Nothing was held, because you or others on your connection asked for too much at once. Pay for what you hold, or wait a moment and try again.
    .taken = Some of these seats are taken. Nothing was held. Choose others.
    .sold-out = There are not as many places left as you asked for. Try fewer, or another price; held seats may come back.
    .booking-limit = Nothing was held. One booking can have up to { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    }. Choose fewer, or make a second booking.
    .buyer-limit = Nothing was held. One buyer can have up to { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    } for this event. Choose fewer, or give back seats that you hold.
    .off = Nothing was held. This event is not on sale at the moment. Load the page again to see why.
    .cookies = Nothing was held, because your browser blocks cookies. Allow the cookies of this shop, and try again.
    .state = Your booking does not allow this any more. Look at the booking to see how it stands.
