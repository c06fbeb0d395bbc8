### Events side by side, on the list of events and on the pages of venues and performers.

## On the card of an event

# $price: the lowest price, as "€18"
price = dès { $price }
# $km: a distance, as "3"
away = à { $km } km
    .near = à moins de 1 km

## Whether seats of an event can be bought. It stands on the card, in as few words as possible

paused = Vente suspendue
# $seats: how many seats are free
left = { $seats ->
    [0] Aucune place libre
    [one] Plus que { $seats } place
   *[other] Plus que { $seats } places
    }
# $day: as "Fri 27 Nov". $time: as "10:00"
opens = En vente le { $day } à { $time }
sold-out = Complet
over = Passé
cancelled = Annulé

## The link to the next page of the list

# What a screen reader says before the link. `.later` is the link itself: the list goes by date
more = Suite de la liste
    .later = Dates suivantes
