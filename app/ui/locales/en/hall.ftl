### The parts around the seat map on the page of an event.

## The heading, and the line below it. $seats is a number, except in `held-now`

# `.closed`: while the sale is paused
title = Choose your seats
    .sold-out = Sold out
    .closed = The hall

# `.over`: no seat can become free again. The buyer may hold the last seats
available = { $seats ->
        [one] { $seats } seat available.
       *[other] { $seats } seats available.
    }
    .none = No seat is free at the moment.
    .over = Every seat is taken.
held = { $seats ->
        [one] One is held by someone else: it may come back.
       *[other] { $seats } are held by others: these may come back.
    }
# $seats: for example "Stalls, row 12, seats 14 and 15"
held-now = Held now: { $seats }.

## Instead of the map

# Without JavaScript
script = The plan with every seat needs JavaScript. The form works without: we choose, and hold what we chose for you.
failed = The plan could not be loaded. Trying again; the form for the best seats works meanwhile.

## The switch between plan and list, and "Find seats together"

# Screen readers: the name of the pair of buttons
way = How to choose
    .plan = Choose on the plan
    .list = Choose from a list

# `.find`: screen readers, a button with a number. `.where`: the field for the section
together = Find seats together
    .find = { $seats ->
        [one] Find { $seats } good seat
       *[other] Find { $seats } seats together
    }
    .where = Where
    .anywhere = Anywhere

# A table of up to three groups of seats, with a column for each. `.metres`: the distance to the stage or pitch. `.free`: the plan notes no
# restriction of the view. `.choose` and `.chosen`: a button
compare = Compare
    .price = Price
    .distance = Distance
    .metres = about { NUMBER($metres) } m
    .view = View
    .restricted = Restricted view
    .free = none known
    .choose = Choose these
    .chosen = Chosen

## The legend

# `.free`: of a price level. `.special`: a button that shows only these places
prices = Prices
    .free = { NUMBER($count) } free
    .none = none free
    .special = Wheelchair and companion places

# Screen readers: the name of the list. Then the meaning of each shape
key = What the shapes mean
    .free = free
    .held = held by someone
    .sold = sold
    .blocked = not for sale
    .wheelchair = wheelchair place
    .companion = for a companion
    .yours = yours

## The status of the live stream

connection = Connecting…
    .live = Live
    .again = Reconnecting…
    .lost = Still trying to reconnect. Seats may have changed.
    .offline = You are offline. Seats may have changed.
