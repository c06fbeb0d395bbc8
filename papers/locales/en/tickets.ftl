### The ticket as PDF, and the entry in a calendar.

# $event: the title of the event
title = Tickets: { $event }
section = Section
area = Area
row = Row
seat = Seat
# $name: the name of a price type, as "Child"
price = Price: { $name }
show = Show this code at the door, on paper or on a screen. It lets one person in, once.
# $place: as "Stalls, row 4, seat 12"
code = QR code of the ticket for { $place }
plan = Plan of the hall. Your place is marked: { $place }
# $section, $row, $seat: names
place = { $section }, row { $row }, seat { $seat }
# $booking: the number of the booking
booking = Booking { $booking }
