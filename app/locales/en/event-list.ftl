### Events side by side, on the list of events and on the pages of venues and performers.

## On the card of an event

# $price: the lowest price, as "€18"
price = from { $price }
# $km: a distance, as "3"
away = { $km } km away
    .near = Less than 1 km away

## Whether seats of an event can be bought. It stands on the card, in as few words as possible

paused = Sale paused
# $seats: how many seats are free
left = { $seats ->
    [one] { $seats } seat left
   *[other] { $seats } seats left
    }
# $day: as "Fri 27 Nov". $time: as "10:00"
opens = On sale { $day }, { $time }
sold-out = Sold out
over = Over
cancelled = Cancelled

## The link to the next page of the list

# What a screen reader says before the link. `.later` is the link itself: the list goes by date
more = More of the list
    .later = Later dates
