### Event cards, on the list of events and on the pages of venues and performers.

## On the card of an event

# $price: the lowest price, for example "€18"
price = dès { $price }
# $km: a distance, for example "3"
away = à { $km } km
    .near = à moins de 1 km

## The status of the sale, in as few words as possible

paused = Vente suspendue
# $seats: the number of free seats
left = { $seats ->
    [0] Aucune place libre
    [one] Plus que { $seats } place
   *[other] Plus que { $seats } places
    }
# $day: for example "Fri 27 Nov". $time: for example "10:00"
opens = En vente le { $day } à { $time }
sold-out = Complet
over = Passé
cancelled = Annulé

## The link to the next page of the list

# Screen readers: before the link. `.later`: the link itself, for a list in order of date
more = Suite de la liste
    .later = Dates suivantes
