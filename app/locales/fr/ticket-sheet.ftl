### A ticket, on the page of a booking that is paid.

section = Secteur
area = Zone
row = Rang
seat = Place
# The entrance of the building that is nearest, as "Gate 5"
entrance = Entrée
# What was paid for the seat
price = Prix
# $place: as "Stalls, row 4, seat 12, €45, wheelchair place"
code = Code QR du billet : { $place }
    .text = Code sous forme de texte
# $number: the number of the booking, as 7K3QW9XM
booking = Réservation { $number }
