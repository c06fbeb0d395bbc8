### What was found on the list of events.

# Stands above a list that was found without some of the words. $words: “jazz”, “porto”
left-out = Aucun événement ne contient tous vos mots. Mots laissés de côté : { $words }.
# Stands before a link; $words: what was searched for
literally = Ou
    .link = chercher les mots « { $words } »
# Stands before a link; $words: as “Under €18, “disco””
understood = Ou
    .link = chercher : { $words }
# A link below a list of events. It leads to a calendar that phones and calendar programs read again and again
subscribe = S’abonner à ces dates dans votre agenda

## How many events were found. Screen readers say it when the list changes. $words: what was searched for

# $events: how many events
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
# A further page of a list, whose events are not counted
further = Plus d’événements
    .words = Plus d’événements pour « { $words } »
    .some = Plus d’événements pour « { $words } », avec une partie des mots seulement
none = Aucun résultat
    .words = Aucun résultat pour « { $words } »

## Names of parts of the page, as a screen reader says them

found = Résultats
heading = Événements
kinds = Types d’événements
views = Présentation des événements
# The filters that hold. `.take-off` is a link that removes one. $filter: as "Under €50"
chosen = Filtres
    .take-off = { $filter }, retirer ce filtre
# The months of the calendar. `.none` stands below a month without events, and `.advice` before the link "See everything that is on"
months = Mois
    .none = Rien n’est à l’affiche ce mois-ci.
    .advice = Essayez un autre mois.
# A link on a day of the calendar. $more: the words that are seen, as "+4 more" or "See this day". $day: as "Saturday 5"
day-more = { $more } le { $day }

## In the place of events, when nothing was found

nothing = Aucun événement ne correspond.
    .advice = Essayez d’autres mots ou un autre type d’événement.
    .link = Voir tout le programme
# The heading of a list of other events
also = Également à l’affiche
