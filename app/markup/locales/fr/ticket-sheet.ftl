### A ticket, on the page of a paid booking.

section = Secteur
area = Zone
row = Rang
seat = Place
# The nearest entrance of the building, for example "Gate 5"
entrance = Entrée
# The price of the seat
price = Prix
# $place: for example "Stalls, row 4, seat 12, €45, wheelchair place"
code = Code QR du billet : { $place }
    .text = Code sous forme de texte
# $number: the booking number, for example "7K3QW9XM"
booking = Réservation { $number }
