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

## A booking that is paid or has ended

paid = This booking is paid
    .words = There is nothing more to pay.
    .link = Show the tickets
# A link to the seats of the event
back = Back to the plan
