### Calendar feeds that a fan subscribes to: the events of a venue, of a performer, or of a list. Calendar programs show these texts.

# The description of the calendar. $events: the most events that it contains, for example 500
about = What is on, the soonest first, at most { NUMBER($events) } events.
# The name of the calendar of a list. $filters: the filters of the list, for example "Opera, this weekend"
list = What’s on
    .narrowed = What’s on: { $filters }
# $event: the title of an event
sale = Sales open: { $event }
cancelled = Cancelled: { $event }
# In local time at the venue. $time: for example "Friday 27 November 2026, 19:30". $zone: for example "Europe/Helsinki"
begins = { $time } ({ $zone })
opens = Sales open: { $time } ({ $zone })
