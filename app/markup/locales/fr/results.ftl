### The results of the list of events.

# Above results that lack some of the words. $words: for example "“jazz”, “porto”"
left-out = Aucun événement ne contient tous vos mots. Mots laissés de côté : { $words }.
# Before the link. $words: the search text
literally = Ou
    .link = chercher les mots « { $words } »
# Before the link. $words: for example "Under €18, “disco”"
understood = Ou
    .link = chercher : { $words }
# A link below a list of events, to a calendar feed that phones and calendar programs read regularly
subscribe = S’abonner à ces dates dans votre agenda

## The number of events. Screen readers announce it when the list changes. $words: the search text

# $events: the number of events
events = { $events ->
    [one] { $events } événement
   *[other] { $events } événements
    }
    .words = { $events ->
        [one] { $events } événement pour « { $words } »
       *[other] { $events } événements pour « { $words } »
    }
    .some = { $events ->
        [one] { $events } événement pour « { $words } », avec une partie des mots seulement
       *[other] { $events } événements pour « { $words } », avec une partie des mots seulement
    }
# A further page of a list, without a count
further = Plus d’événements
    .words = Plus d’événements pour « { $words } »
    .some = Plus d’événements pour « { $words } », avec une partie des mots seulement
none = Aucun résultat
    .words = Aucun résultat pour « { $words } »

## Screen readers: the names of parts of the page

found = Résultats
heading = Événements
kinds = Types d’événements
views = Présentation des événements
# The active filters. `.take-off`: a link that removes one. $filter: for example "Under €50"
chosen = Filtres
    .take-off = { $filter }, retirer ce filtre
# The months of the calendar. `.none`: below a month without events. `.advice`: before the link "See everything that is on"
months = Mois
    .none = Rien n’est à l’affiche ce mois-ci.
    .advice = Essayez un autre mois.
# A link on a day of the calendar. $more: the visible text, for example "+4 more" or "See this day". $day: for example "Saturday 5"
day-more = { $more } le { $day }

## Without results

nothing = Aucun événement ne correspond.
    .advice = Essayez d’autres mots ou un autre type d’événement.
    .link = Voir tout le programme
# The heading of a list of other events
also = Également à l’affiche
