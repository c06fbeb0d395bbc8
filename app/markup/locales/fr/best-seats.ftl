### The form that holds seats without the map, in the hall of an event: the best seats together, or places in a standing area.

## The heading of the form and its button, for events with seats, with seats and standing areas, and with standing areas only

# $places: the most places that a buyer can ask for
seats = Les meilleures places côte à côte
    .words = Nous choisissons les meilleures places libres et nous vous les réservons. Jusqu’à { $places ->
        [one] { $places } place
       *[other] { $places } places
    }.
    .hold = Réserver les meilleures places
both = Les meilleures places, assises ou debout
    .hold = Réserver les meilleures places
standing = Places debout
    .words = Nous vous les réservons pendant que vous payez. Jusqu’à { $places ->
        [one] { $places } place
       *[other] { $places } places
    }.
    .hold = Réserver des places debout

## The fields

quantity = Nombre de places
price = Prix
    .any = Tous les prix
# $level: the name of a price level, for example "Stalls". $price: for example "€45"
level = { $level } · { $price }
accessible = Emplacements fauteuil roulant
# The choice between seats and the standing areas. `.standing` follows the name of an area
place = Où
    .seats = Places assises côte à côte
    .standing = debout
