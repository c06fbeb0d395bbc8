### The error page.

## Links

events = Voir le programme
bookings = Mes réservations

## What does not exist: a sentence below the heading. `.own`: for the buyer's own bookings

page = Aucune page de ce site n’a cette adresse.
event = Nous ne trouvons pas cet événement. Il a peut-être été déplacé ou retiré du programme.
performer = Nous ne trouvons ni artiste ni équipe à cette adresse.
venue = Nous ne trouvons pas ce lieu.
legal = Cette billetterie n’a pas cette page.
booking = Nous ne trouvons pas cette réservation.
    .own = Aucune de vos réservations n’a ce numéro.
    .event = L’événement de cette réservation n’existe plus.
payment = Nous ne trouvons pas ce paiement.
