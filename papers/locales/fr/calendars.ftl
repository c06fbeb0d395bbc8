### Calendar feeds that a fan subscribes to: the events of a venue, of a performer, or of a list. Calendar programs show these texts.

# The description of the calendar. $events: the most events that it contains, for example 500
about = Ce qui est à l’affiche, du plus proche au plus lointain, { NUMBER($events) } événements au maximum.
# The name of the calendar of a list. $filters: the filters of the list, for example "Opera, this weekend"
list = À l’affiche
    .narrowed = À l’affiche : { $filters }
# $event: the title of an event
sale = Ouverture des ventes : { $event }
cancelled = Annulé : { $event }
# In local time at the venue. $time: for example "Friday 27 November 2026, 19:30". $zone: for example "Europe/Helsinki"
begins = { $time } ({ $zone })
opens = Ouverture des ventes : { $time } ({ $zone })
