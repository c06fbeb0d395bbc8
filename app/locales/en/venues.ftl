### The list of venues.

title = Venues
    .lead = Every hall is drawn as it is built, so that the seat you choose is the seat you find.
# What the page is about, for search engines
about = The halls, arenas and stadiums whose seats are sold here, each drawn as it is built.
none = No venue yet.
    .words = Venues appear here with their first seating plan.

## Of each venue

# $places: how many people it holds
places = { $places ->
        [one] { $places } place
       *[other] { $places } places
    }
# $events: how many events are to come there
events = { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
