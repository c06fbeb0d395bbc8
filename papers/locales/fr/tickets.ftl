### The ticket as PDF and in the wallet of a phone, and the entry in a calendar.

# $event: the title of the event
title = Billets : { $event }
section = Secteur
area = Zone
row = Rang
seat = Place
# $name: the name of a price type, as "Child"
# $proof: what the holder brings, as "a student card"
price = Tarif : { $name }
    .proof = À présenter à l’entrée : { $proof }
show = Présentez ce code à l’entrée, sur papier ou à l’écran. Il fait entrer une personne, une seule fois.
# $place: as "Stalls, row 4, seat 12"
code = Code QR du billet : { $place }
plan = Plan de la salle. Votre place est marquée : { $place }
# $section, $row, $seat: names. Boxes and tables have seats without rows
place = { $section }, rang { $row }, place { $seat }
    .in-row = { $section }, rang { $row }
    .no-row = { $section }, place { $seat }
# $booking: the number of the booking, as 7K3QW9XM
booking = Réservation { $booking }

## What to know of a seat

wheelchair = emplacement fauteuil roulant
companion = place accompagnateur
# The entrance of the building that is nearest, as "Gate 5"
entrance = Entrée
# What was paid for the seat, as €45
cost = Prix

## The ticket in the wallet of a phone: labels, except the first and the last one

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
