### The list of venues.

title = Lieux
    .lead = Chaque salle est dessinée telle qu’elle est : la place que vous choisissez est celle que vous trouverez.
# What the page is about, for search engines
about = Les salles et les stades dont les places sont vendues ici, chacun dessiné tel qu’il est.
none = Aucun lieu pour l’instant.
    .words = Un lieu apparaît ici avec son premier plan de salle.

## Of each venue

# $places: how many people it holds
places = { $places ->
        [one] { $places } place
       *[other] { $places } places
    }
# $events: how many events are to come there
events = { $events ->
        [0] Aucun événement
        [one] { $events } événement
       *[other] { $events } événements
    }
