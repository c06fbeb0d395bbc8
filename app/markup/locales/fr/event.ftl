### The page of an event, except its hall.

# A description for search engines. $event: the title. $day: for example "Friday 27 November 2026". $venue and $city: the location
about = { $event }, le { $day }, { $venue }, { $city }. Choisissez vos places sur le plan de la salle.
# The alternative text of the preview image, where the page is shared. $day: for example "Fri 27 Nov"
poster = Affiche : { $event }. { $day }, { $venue }, { $city }

## At the top

choose = Choisir des places
# $price: the lowest price, for example "€18"
price = dès { $price }

## Instead of the hall, or above it

over = Cet événement est passé
    .words = Merci à toutes les personnes qui sont venues. D’autres dates sont peut-être indiquées plus bas.
cancelled = Cet événement n’aura pas lieu
    .words = Il est annulé. Si vous avez acheté des billets, ils vous sont intégralement remboursés. Vous n’avez rien à faire.
paused = La vente est suspendue
    .words = Pour le moment, aucune nouvelle place ne peut être réservée. Celles que vous avez réservées restent à vous jusqu’à la fin du compte à rebours, et vous pouvez les payer. Les billets que vous avez achetés restent valables.

## The description

# `.part`: the name of this section for screen readers
description = À propos
    .part = À propos de l’événement
# $time: a duration, for example "2 h 15 min"
duration = Environ { $time }, entractes compris.
# The heading of the address
place = Lieu
# The facilities of the venue, for example "Cloakroom", "Bar"
facilities = Sur place
