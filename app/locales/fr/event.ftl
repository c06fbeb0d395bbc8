### The page of an event, without its hall.

# What the page is about, for search engines. $event: its title. $day: as "Friday 27 November 2026". $venue and $city: where it is
about = { $event }, le { $day }, { $venue }, { $city }. Choisissez vos places sur le plan de la salle.
# What a screen reader says of the picture, where the page is shared. $day: as "Fri 27 Nov"
poster = Affiche : { $event }. { $day }, { $venue }, { $city }

## At the top

choose = Choisir des places
# $price: the lowest price, as "€18"
price = dès { $price }

## In the place of the hall, or above it

over = Cet événement est passé
    .words = Merci à toutes les personnes qui sont venues. D’autres dates sont peut-être indiquées plus bas.
cancelled = Cet événement n’aura pas lieu
    .words = Il est annulé. Si vous avez acheté des billets, ils vous sont intégralement remboursés. Vous n’avez rien à faire.
paused = La vente est suspendue
    .words = Pour le moment, aucune nouvelle place ne peut être réservée. Celles que vous avez réservées restent à vous jusqu’à la fin du compte à rebours, et vous pouvez les payer. Les billets que vous avez achetés restent valables.

## The description

# `.part` is what a screen reader says of this part of the page
description = À propos
    .part = À propos de l’événement
# $time: a length, as "2 h 15 min"
duration = Environ { $time }, entractes compris.
# The heading of the address
place = Lieu
# What the venue offers, as "Cloakroom", "Bar"
facilities = Sur place
