### The filters of the list of events: the fields below the search, the filters that hold, and the ways on to other lists.

filters = Filtres
# The button that applies the filters
show = Afficher les événements

## The names of the fields

when = Date
    .any = Toutes les dates
from = À partir du
before = Avant le
# $price: as "€50"
price = Prix
    .any = Tous les prix
    .under = Moins de { $price }
# $km: a distance, as "50"
distance = Distance
    .any = Toutes les distances
    .within = { $km } km
on-sale = En vente actuellement
# `.only` is said of a list that has these events only
accessible = Avec emplacements fauteuil roulant
    .only = Emplacements fauteuil roulant

## The order of the list

order = Trier par
    .usual = Ordre habituel
    .date = Date
    .price = Prix croissant
    .distance = Distance
    .relevance = Pertinence

## Days, as a choice of the field "When" and as a filter that holds

today = Aujourd’hui
tonight = Ce soir
tomorrow = Demain
week = Cette semaine
weekend = Ce week-end
next-week = La semaine prochaine
next-weekend = Le week-end prochain

## Filters that hold

# $words: what was searched for
words = « { $words } »
# $from, $to: days, as "Sat 5 Dec"
days = Du { $from } au { $to }
    .from = À partir du { $from }
    .before = Avant le { $to }
# How far from the visitor. $km: a distance, as "50"
near = À moins de { $km } km
    .anywhere = Autour d’un lieu
    .unknown = Près de vous : position inconnue

## When there is nothing. $filter: as "Under €50". $filters: the filters that hold, as "“mahler”, Next week". $km: as "100"

asked = Votre recherche : { $filters }.
    .none = Cette page de la liste est vide.
leave-out = Sans ce filtre : { $filter }
look = Chercher à moins de { $km } km

## Kinds of event

everything = Tout
concerts = Concerts
opera = Opéra
theatre = Théâtre
dance = Danse
sport = Sport
family = En famille
talks = Conférences

## Ways on to other lists

towns = Villes
months = Mois
list = Liste
calendar = Calendrier
# The next page of a list, by date and in another order
later = Dates suivantes
more = Plus d’événements

## The calendar. $month: as "December 2026". $events: how many more events the day has

previous = Mois précédent : { $month }
next = Mois suivant : { $month }
rest = { $events ->
    [one] +{ $events } autre
   *[other] +{ $events } autres
    }
    .unknown = Voir ce jour
# Beside an event
soon = bientôt en vente
sold-out = complet
over = passé
cancelled = annulé
