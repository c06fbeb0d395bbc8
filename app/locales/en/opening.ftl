### The page of an event before its sales open.

heading = Sales open

# Stands after the moment when sales open: "Friday 27 November 2026, 10:00, Helsinki time".
# $city: the city of the venue
city-time = { $city } time

promise = At that moment, the plan with every seat opens here. You need no account, and the price you see is the price you pay.

## The clock that runs until then

# The name of the clock, for screen readers, and the names of its parts: "03 days 10 hours"
clock = Time until sales open
    .days = days
    .hours = hours
    .minutes = minutes
    .seconds = seconds
# When it has run out
open = Sales are open.
    .link = Show the seats
