### The remaining time of a hold: in the basket, at the checkout, and on the page of a booking. $seats: the number of held seats

# Screen readers: the name of the countdown
left = Time left to pay

# `.last`: in the last minute
held = { $seats ->
        [one] { $seats } seat held for you. Nobody else can take it.
       *[other] { $seats } seats held for you. Nobody else can take them.
    }
    .last = { $seats ->
        [one] After that, { $seats } seat goes back on sale. Pay now to keep it; nothing is charged if you do not.
       *[other] After that, { $seats } seats go back on sale. Pay now to keep them; nothing is charged if you do not.
    }

# When the time has run out
checking = Checking your booking…

# Without JavaScript, when the countdown does not run. $time: a time of day, for example "14:05:00 (UTC+2)"
still = This much was left when the page was loaded: the hold ends at { $time }. Load the page again to see what is left.

## Screen readers: announced while the time runs

two-minutes = 2 minutes left to pay for { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }.
one-minute = One minute left to pay for { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }.
half-minute = 30 seconds left to pay for { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }.
