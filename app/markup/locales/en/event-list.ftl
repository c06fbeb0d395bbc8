### Event cards, on the list of events and on the pages of venues and performers.

## On the card of an event

# $price: the lowest price, for example "€18"
price = from { $price }
# $km: a distance, for example "3"
away = { $km } km away
    .near = Less than 1 km away

## The status of the sale, in as few words as possible

paused = Sale paused
# $seats: the number of free seats
left = { $seats ->
    [one] { $seats } seat left
   *[other] { $seats } seats left
    }
# $day: for example "Fri 27 Nov". $time: for example "10:00"
opens = On sale { $day }, { $time }
sold-out = Sold out
over = Over
cancelled = Cancelled

## The link to the next page of the list

# Screen readers: before the link. `.later`: the link itself, for a list in order of date
more = More of the list
    .later = Later dates
