### The ticket as a PDF and in a phone's wallet, and the calendar entry.

# $event: the title of the event
title = Billets : { $event }
section = Secteur
area = Zone
row = Rang
seat = Place
# $name: the name of a price type, for example "Child". $proof: what the holder must bring, for example "a student card"
price = Tarif : { $name }
    .proof = À présenter à l’entrée : { $proof }
show = Présentez ce code à l’entrée, sur papier ou à l’écran. Il fait entrer une personne, une seule fois.
# $place: for example "Stalls, row 4, seat 12"
code = Code QR du billet : { $place }
plan = Plan de la salle. Votre place est marquée : { $place }
# $section, $row, $seat: names. Boxes and tables have seats without rows
place = { $section }, rang { $row }, place { $seat }
    .in-row = { $section }, rang { $row }
    .no-row = { $section }, place { $seat }
# $booking: the booking number, for example "7K3QW9XM"
booking = Réservation { $booking }

## Facts about a seat

wheelchair = emplacement fauteuil roulant
companion = place accompagnateur
# The nearest entrance of the building, for example "Gate 5"
entrance = Entrée
# The price of the seat, for example "€45"
cost = Prix

## The ticket in a phone's wallet. All are labels, except the first and the last one

# $event: the title of the event
wallet = Billet : { $event }
    .event = Événement
    .when = Date
    .venue = Lieu
    .address = Adresse
    .seat = À propos de cette place
    .proof = À présenter à l’entrée
    .door = À l’entrée
    .booking = Réservation
    .unsigned = Non signé
    .unsigned-words = Cette billetterie n’a pas de certificat pour les billets Wallet : celui-ci n’est pas signé. Un téléphone peut le refuser. Utilisez alors le PDF pour téléphone.
