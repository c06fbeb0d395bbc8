### The form for a card, at the checkout.

number = Card number
# $total: as "€90". .busy: while the bank answers
pay = Pay { $total }
    .busy = Paying…
# A link to the seats of the event
back = Back to the plan
