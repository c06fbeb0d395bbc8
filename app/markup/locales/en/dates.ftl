### The other dates of an event, on its page.

# Other dates of the same title. `.none`: in the hall when the event is sold out
heading = Other dates
    .none = There are no other dates of this event.
# In the hall when the event is sold out and seats may come back. Only with JavaScript
waiting = Seats can still come back, for example when somebody does not pay in time. Keep this page open: they appear here at once.
# Other events of the same production or festival, each with its title
more = More in this series

## Notes beside a date

soon = on sale soon
sold-out = sold out
over = over
cancelled = cancelled
