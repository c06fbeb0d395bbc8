### The card form on the checkout.

number = Card number
# $total: for example "€90". `.busy`: during the payment
pay = Pay { $total }
    .busy = Paying…
# A link to the seats of the event
back = Back to the plan
