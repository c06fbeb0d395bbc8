### Calendars that a fan subscribes to: the events of a venue, of a performer, or of a list. They are read in calendar programs.

# The description of the calendar. $events: the most events that it has, as 500
about = Ce qui est à l’affiche, du plus proche au plus lointain, { NUMBER($events) } événements au maximum.
# The name of the calendar of a list. $filters: what the list was narrowed down to, as "Opera, this weekend"
list = À l’affiche
    .narrowed = À l’affiche : { $filters }
# $event: the title of an event
sale = Ouverture des ventes : { $event }
cancelled = Annulé : { $event }
# By the clock of the venue. $time: as "Friday 27 November 2026, 19:30". $zone: as "Europe/Helsinki"
begins = { $time } ({ $zone })
opens = Ouverture des ventes : { $time } ({ $zone })
