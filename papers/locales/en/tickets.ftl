### The ticket as a PDF and in a phone's wallet, and the calendar entry.

# $event: the title of the event
title = Tickets: { $event }
section = Section
area = Area
row = Row
seat = Seat
# $name: the name of a price type, for example "Child". $proof: what the holder must bring, for example "a student card"
price = Price: { $name }
    .proof = Bring this to the door: { $proof }
show = Show this code at the door, on paper or on a screen. It lets one person in, once.
# $place: for example "Stalls, row 4, seat 12"
code = QR code of the ticket for { $place }
plan = Plan of the hall. Your place is marked: { $place }
# $section, $row, $seat: names. Boxes and tables have seats without rows
place = { $section }, row { $row }, seat { $seat }
    .in-row = { $section }, row { $row }
    .no-row = { $section }, seat { $seat }
# $booking: the booking number, for example "7K3QW9XM"
booking = Booking { $booking }

## Facts about a seat

wheelchair = wheelchair place
companion = for a companion
# The nearest entrance of the building, for example "Gate 5"
entrance = Entrance
# The price of the seat, for example "€45"
cost = Price

## The ticket in a phone's wallet. All are labels, except the first and the last one

# $event: the title of the event
wallet = Ticket: { $event }
    .event = Event
    .when = When
    .venue = Where
    .address = Address
    .seat = About this seat
    .proof = Bring this to the door
    .door = At the door
    .booking = Booking
    .unsigned = Unsigned
    .unsigned-words = This shop has no certificate for wallet passes, so this pass is unsigned. A phone may refuse it. Use the PDF for a phone.
