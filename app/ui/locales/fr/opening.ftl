### The page of an event before sales open.

heading = Ouverture des ventes

# Follows the time when sales open: "Friday 27 November 2026, 10:00, Helsinki time". $city: the city of the venue
city-time = heure locale ({ $city })

promise = Le plan avec toutes les places s’ouvre ici à ce moment-là. Vous n’avez pas besoin de compte, et le prix affiché est le prix que vous payez.


clock = Temps restant avant l’ouverture des ventes
    .days = jours
    .hours = heures
    .minutes = minutes
    .seconds = secondes
open = Les ventes sont ouvertes.
    .link = Voir les places
