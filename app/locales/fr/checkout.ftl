### The checkout: what is held, and what it costs. The ways to pay are in `paying.ftl`.

# The title of the document
title = Paiement
heading = Il ne reste plus qu’à payer
    .settled = Votre réservation

## The list of the seats with their prices

# The name of the list, for screen readers
seats = Ce que vous payez
total = Total
fees = C’est tout ce que vous payez, sans frais supplémentaires.

## A booking that is paid or has ended

paid = Cette réservation est payée
    .words = Il n’y a plus rien à payer.
    .link = Voir les billets
# A link to the seats of the event
back = Retour au plan
