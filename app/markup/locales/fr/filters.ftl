### The filters of the list of events: the fields below the search, the active filters, and links to other lists.

filters = Filtres
# The button that applies the filters
show = Afficher les événements

## The names of the fields

when = Date
    .any = Toutes les dates
from = À partir du
before = Avant le
# $price: for example "€50"
price = Prix
    .any = Tous les prix
    .under = Moins de { $price }
# $km: a distance, for example "50"
distance = Distance
    .any = Toutes les distances
    .within = { $km } km
on-sale = En vente actuellement
# `.only`: the active filter
accessible = Avec emplacements fauteuil roulant
    .only = Emplacements fauteuil roulant

## The order of the list

order = Trier par
    .usual = Ordre habituel
    .date = Date
    .price = Prix croissant
    .distance = Distance
    .relevance = Pertinence

## Days, as options of the field "When" and as active filters

today = Aujourd’hui
tonight = Ce soir
tomorrow = Demain
week = Cette semaine
weekend = Ce week-end
next-week = La semaine prochaine
next-weekend = Le week-end prochain

## Active filters

# $words: the search text
words = « { $words } »
# $from, $to: days, for example "Sat 5 Dec"
days = Du { $from } au { $to }
    .from = À partir du { $from }
    .before = Avant le { $to }
# The distance from the visitor. $km: a distance, for example "50"
near = À moins de { $km } km
    .anywhere = Autour d’un lieu
    .unknown = Près de vous : position inconnue

## Without results. $filter: for example "Under €50". $filters: the active filters, for example "“mahler”, Next week". $km: for example
## "100"

asked = Votre recherche : { $filters }.
    .none = Cette page de la liste est vide.
leave-out = Sans ce filtre : { $filter }
look = Chercher à moins de { $km } km

## Categories of events

everything = Tout
concerts = Concerts
opera = Opéra
theatre = Théâtre
dance = Danse
sport = Sport
family = En famille
talks = Conférences

## Links to other lists

towns = Villes
months = Mois
list = Liste
calendar = Calendrier
# The next page of a list: in order of date, and in another order
later = Dates suivantes
more = Plus d’événements

## The calendar. $month: for example "December 2026". $events: the number of further events on the day

previous = Mois précédent : { $month }
next = Mois suivant : { $month }
rest = { $events ->
    [one] +{ $events } autre
   *[other] +{ $events } autres
    }
    .unknown = Voir ce jour
# Notes beside an event
soon = bientôt en vente
sold-out = complet
over = passé
cancelled = annulé
