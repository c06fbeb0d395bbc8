### The checkout: what is held, and what it costs. The ways to pay are in `paying.ftl`.

# The title of the document
title = Pay
heading = Pay and they are yours
    .settled = Your booking

## The list of the seats with their prices

# The name of the list, for screen readers
seats = What you pay for
total = Total
fees = This is all you pay: no fees are added.

## A booking that is paid or has ended

paid = This booking is paid
    .words = There is nothing more to pay.
    .link = Show the tickets
# A link to the seats of the event
back = Back to the plan
