### The other dates of an event, on its page.

# Dates of the same title; `.none` stands in the hall when everything is sold
heading = Other dates
    .none = There are no other dates of this event.
# Other events of the same production or festival, each with its title
more = More in this series

## Beside a date

soon = on sale soon
sold-out = sold out
over = over
cancelled = cancelled
