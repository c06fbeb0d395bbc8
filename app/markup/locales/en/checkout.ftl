### The checkout: the held seats and their price. The ways to pay are in `paying.ftl`.

# The title of the browser tab
title = Pay
heading = Pay and they are yours
    .settled = Your booking

## The list of the seats with their prices

# Screen readers: the name of the list
seats = What you pay for
total = Total
fees = This is all you pay: no fees are added.

## A buyer chose another price or a promo code, and pays before using the button for it

update = Update the total first
    .words = You changed a price or the promo code, and the total does not count it yet. Nothing was charged. Use the button above, then pay.

## A booking that is paid or has ended

paid = This booking is paid
    .words = There is nothing more to pay.
    .link = Show the tickets
# A link to the seats of the event
back = Back to the plan
