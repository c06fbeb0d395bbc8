### The list of venues.

title = Venues
    .lead = Every hall is drawn as it is built, so that the seat you choose is the seat you find.
# A description for search engines
about = The halls, arenas and stadiums whose seats are sold here, each drawn as it is built.
none = No venue yet.
    .words = Venues appear here with their first seating plan.

## A venue

# $places: the number of people that it holds
places = { $places ->
        [one] { $places } place
       *[other] { $places } places
    }
# $events: the number of upcoming events
events = { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
