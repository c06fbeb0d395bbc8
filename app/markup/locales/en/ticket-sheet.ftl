### A ticket, on the page of a paid booking.

section = Section
area = Area
row = Row
seat = Seat
# The nearest entrance of the building, for example "Gate 5"
entrance = Entrance
# The price of the seat
price = Price
# $place: for example "Stalls, row 4, seat 12, €45, wheelchair place"
code = QR code of the ticket for { $place }
    .text = Code as text
# $number: the booking number, for example "7K3QW9XM"
booking = Booking { $number }
