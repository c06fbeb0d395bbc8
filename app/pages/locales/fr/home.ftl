### The home page: the list of events and the search.

# A description for search engines
about = Concerts, théâtre, danse et sport : ce qui est à l’affiche, où et à partir de quel prix. Choisissez vos places sur le plan de la vraie salle.
heading = Choisissez votre place, au siège près.
    .lead = Ici, chaque salle est dessinée telle qu’elle est. Vous voyez en direct les places prises et celles qui se libèrent, et la vôtre vous reste réservée pendant que vous payez.

## The title of the list. $kind: a category, for example "Opera". $words: the search text

title = À l’affiche
    .later = Dates suivantes
    .words = « { $words } »
    .kind = { $kind } : « { $words } »
