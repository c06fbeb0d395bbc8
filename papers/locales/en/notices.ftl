### Letters about refunds, cancelled events and events on another date.

## The letter about a refund

# $event: the title of the event. $amount: as €45. $day: as 2026-11-27. $fee: as €2
refund = Your refund: { $event }
    .sent = We sent your refund of { $amount } on { $day }. It is on its way. You do not need to do anything.
    .free = No money goes back for these tickets.
    .void = These tickets are no longer valid
    .fee = We kept a fee of { $fee }.
    .bank = Your bank may need some days to show the money.
    .open = Open your booking

## The letter about an event that does not take place

# $event: the title of the event. $when: as Friday 27 November 2026, 19:30
cancelled = Cancelled: { $event }
    .words = { $event } on { $when } does not take place. We are sorry.

## The letter about an event on another date

# $event: the title of the event. $when and $until: as Friday 27 November 2026, 19:30
moved = New date: { $event }
    .words = { $event } has a new date: { $when }.
    .valid = Your tickets stay valid. You do not need to do anything.
    .back = If the new date does not suit you, you can give your tickets back for the full price until { $until }.
    .open = Open the tickets

## The credit note, where the seller gives receipts

# $number: the number of the credit note
credit = Credit note { $number }
