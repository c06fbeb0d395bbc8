### The list of venues.

title = Lieux
    .lead = Chaque salle est dessinée telle qu’elle est : la place que vous choisissez est celle que vous trouverez.
# A description for search engines
about = Les salles et les stades dont les places sont vendues ici, chacun dessiné tel qu’il est.
none = Aucun lieu pour l’instant.
    .words = Un lieu apparaît ici avec son premier plan de salle.

## A venue

# $places: the number of people that it holds
places = { $places ->
        [one] { $places } place
       *[other] { $places } places
    }
# $events: the number of upcoming events
events = { $events ->
        [0] Aucun événement
        [one] { $events } événement
       *[other] { $events } événements
    }
