### A ticket, on the page of a booking that is paid.

section = Section
area = Area
row = Row
seat = Seat
# The entrance of the building that is nearest, as "Gate 5"
entrance = Entrance
# What was paid for the seat
price = Price
# $place: as "Stalls, row 4, seat 12, €45, wheelchair place"
code = QR code of the ticket for { $place }
    .text = Code as text
# $number: the number of the booking, as 7K3QW9XM
booking = Booking { $number }
