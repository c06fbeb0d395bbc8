### The page of an event before its sales open.

heading = Sales open

# Stands after the moment when sales open: "Friday 27 November 2026, 10:00, Helsinki time".
# $city: the city of the venue
city-time = { $city } time

promise = The plan with every seat opens here at that moment. You need no account, and the price is what you pay in the end.
