### Calendars that a fan subscribes to: the events of a venue, of a performer, or of a list. They are read in calendar programs.

# The description of the calendar. $events: the most events that it has, as 500
about = What is on, the soonest first, at most { NUMBER($events) } events.
# The name of the calendar of a list. $filters: what the list was narrowed down to, as "Opera, this weekend"
list = What’s on
    .narrowed = What’s on: { $filters }
# $event: the title of an event
sale = Sales open: { $event }
cancelled = Cancelled: { $event }
# By the clock of the venue. $time: as "Friday 27 November 2026, 19:30". $zone: as "Europe/Helsinki"
begins = { $time } ({ $zone })
opens = Sales open: { $time } ({ $zone })
