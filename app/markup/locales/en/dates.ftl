### The other dates of an event, on its page.

# Other dates of the same title. `.search`: a link in the hall when the event is sold out and has no other dates
heading = Other dates
    .search = Search for other dates of this event
# In the hall when the event is sold out and seats may come back. Only with JavaScript
waiting = Seats can still come back, for example when somebody does not pay in time. Keep this page open: they appear here at once.
# Other events of the same production or festival, each with its title
more = More in this series

## Notes beside a date

soon = on sale soon
sold-out = sold out
over = over
cancelled = cancelled
