### The checkout: the held seats and their price. The ways to pay are in `paying.ftl`.

# The title of the browser tab
title = Paiement
heading = Il ne reste plus qu’à payer
    .settled = Votre réservation

## The list of the seats with their prices

# Screen readers: the name of the list
seats = Ce que vous payez
total = Total
fees = C’est tout ce que vous payez, sans frais supplémentaires.

## A buyer chose another price or a promo code, and pays before using the button for it

update = Mettez d’abord le total à jour
    .words = Vous avez modifié un tarif ou le code promo, mais le total n’en tient pas encore compte. Rien n’a été débité. Appuyez sur le bouton ci-dessus, puis payez.

## A booking that is paid or has ended

paid = Cette réservation est payée
    .words = Il n’y a plus rien à payer.
    .link = Voir les billets
# A link to the seats of the event
back = Retour au plan
