### The page of an event, without its hall.

# What the page is about, for search engines. $event: its title. $day: as "Friday 27 November 2026". $venue and $city: where it is
about = { $event } on { $day }, { $venue }, { $city }. Choose your seats on the plan of the hall.
# What a screen reader says of the picture, where the page is shared. $day: as "Fri 27 Nov"
poster = Poster: { $event }. { $day }, { $venue }, { $city }

## At the top

choose = Choose seats
# $price: the lowest price, as "€18"
price = from { $price }

## In the place of the hall, or above it

over = This event is over
    .words = Thank you to everyone who came. There may be other dates below.
cancelled = This event will not take place
    .words = It has been cancelled. If you bought tickets, you get all your money back. You do not need to do anything.
paused = The sale is paused
    .words = For now, nobody can hold more seats. Seats that you hold stay yours until their time runs out, and you can pay for them. Tickets that you have bought stay valid.

## The description

# `.part` is what a screen reader says of this part of the page
description = About
    .part = About the event
# $time: a length, as "2 h 15 min"
duration = About { $time }, intervals included.
# The heading of the address
place = Where
# What the venue offers, as "Cloakroom", "Bar"
facilities = At the venue
