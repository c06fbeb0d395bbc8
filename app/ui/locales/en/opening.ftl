### The page of an event before sales open.

heading = Sales open

# Follows the time when sales open: "Friday 27 November 2026, 10:00, Helsinki time". $city: the city of the venue
city-time = { $city } time

promise = At that moment, the plan with every seat opens here. You need no account, and the price you see is the price you pay.

## The countdown

# Screen readers: the name of the countdown and of its parts: "03 days 10 hours"
clock = Time until sales open
    .days = days
    .hours = hours
    .minutes = minutes
    .seconds = seconds
# After the countdown
open = Sales are open.
    .link = Show the seats
