### The page of an event, except its hall.

# A description for search engines. $event: the title. $day: for example "Friday 27 November 2026". $venue and $city: the location
about = { $event } on { $day }, { $venue }, { $city }. Choose your seats on the plan of the hall.
# The alternative text of the preview image, where the page is shared. $day: for example "Fri 27 Nov"
poster = Poster: { $event }. { $day }, { $venue }, { $city }

## At the top

choose = Choose seats
# $price: the lowest price, for example "€18"
price = from { $price }

## Instead of the hall, or above it

over = This event is over
    .words = Thank you to everyone who came. There may be other dates below.
cancelled = This event will not take place
    .words = It has been cancelled. If you bought tickets, you get all your money back. You do not need to do anything.
paused = The sale is paused
    .words = For now, nobody can hold more seats. Seats that you hold stay yours until their time runs out, and you can pay for them. Tickets that you have bought stay valid.

## The description

# `.part`: the name of this section for screen readers
description = About
    .part = About the event
# $time: a duration, for example "2 h 15 min"
duration = About { $time }, intervals included.
# The heading of the address
place = Where
# The facilities of the venue, for example "Cloakroom", "Bar"
facilities = At the venue
