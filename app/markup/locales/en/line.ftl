### An event's line, where fans wait for their turn to choose seats: its page, and the notices on the event's page.

## The head of the page

# $event: the title of the event
title = The line for { $event }
kicker = The line for
sales = Sales open:

## What a line is

what = Many fans want seats of this event. We let them choose in turn, so that nobody has to be faster than the others.
    .kept = This browser keeps your place. You can close the page and come back.
draw-link = How the draw works, and how to check it

## The state of the line: a heading, and its meaning for the fan. $time: a time of day, for example "18:58 (UTC+2)"

off = There is no line
    .words = The page of the event says when you can choose seats.
planned = The line is not open yet
    .words = You can join shortly before sales open. You do not need to do anything until then.
gathering = You can join now
    .joined = You are in the line
    .draw = The draw is at { $time }. It does not matter when you join before that.
    .order = Places are given in order of arrival. The first fans are called at { $time }.
sealed = The draw is closed
    .words = Chance decides the places of all who joined in time. Your place appears here before sales open.
drawn = The draw is done
    .words = Everybody has a place. The first fans are called at { $time }.
open = The line is moving
    .words = Fans are called in the order of their places, as fast as we can sell the seats.
late = The line waits for the draw
    .words = The public value that decides the draw is late. Nobody is called before it comes, and nobody loses a place.
operator = The line has paused
    .words = The organiser has paused it. You keep your place, and do not need to do anything.
sale = The sale has paused
    .words = The organiser has paused it. You keep your place, and do not need to do anything.
unreachable = We cannot reach the box office right now
    .words = You keep your place. You do not need to do anything.
empty = All seats are taken right now
    .words = You keep your place. Some of the seats are only held, and may come back in the next minutes. Wait here if you still want to come.
sold-out = Everything is sold
    .words = Nothing is left to buy. Thank you for waiting.
ended = The sale is over
    .words = The page of the event says why, and whether there are other dates.
cancelled = This event will not take place
    .words = It has been cancelled. There is nothing left to wait for.
# $left: for example "95 seconds" or "9 min". `.title`: the title of the browser tab. $event: the title of the event
turn = It is your turn
    .words = Choose your seats now.
    .until = You have { $left } to take your turn, until { $time }. If you miss it, you wait at the front of the line.
    .missed = The time to take your turn is over. You keep your place at the front of the line: choose seats, and you come in when there is room.
    .title = It is your turn: { $event }
inside = You can choose seats
    .words = Your turn has begun. When you have paid, or leave, the next fan comes in.
    .until = You have until { $time }. When you have paid, or leave, the next fan comes in.
time-over = Your time inside is over
    .words = You can join again at the end of the line.

## The fan's position: labels of the numbers or words beside them

ahead = Ahead of you
    .next = You are next
place = Your place
time = Time until your turn
left = Free seats
held = Held by others, may come back
# Shown while a number is not known
not-yet = Not known yet

## A waiting time. $low and $high: durations, for example "5 min" or "1 h 10 min"

under = Less than a minute
up-to = Up to { $high }
range = { $low } to { $high }
at-least = At least { $low }
# Units after a number, as short as possible
minutes = min
    .hours = h
# $seconds: a number from 2 to 120
seconds = { $seconds } seconds

## The chances of getting seats

odds = Your chances
good = You will very likely find seats, even if the fans ahead of you buy more than usual.
uncertain = Nobody can say yet whether there will be seats for you.
unlikely = The fans ahead of you will probably buy all the seats. You keep your place if you want to wait.

## Buttons

join = Join the line
    .wait = One moment: you are joining the line.
choose = Choose seats
leave = Leave the line
    .inside = I am done: let the next fan in
tell = Tell me where I am
notify = Notify me at my turn
    .on = We will notify you at your turn. Keep this page open.
    .off = This browser shows no notifications. Keep this page in sight.
back = Back to the event

## Automatic hold at the fan's turn

wish = Hold these for me at my turn
    .hint = We choose the best seats that are free at that moment. If there are none, you choose on the plan.
    .seats = How many seats
    .none = None: I choose on the plan
    .price = Price
    .any = Any price

# $seats: the number of free seats at a price, after the name of the price
prices = What it costs
    .note = The price you see is the price you pay.
    .left = { $seats } left

## Screen readers: announcements. $place, $ahead and $time as above

said = Ahead of you: { $ahead }. Your place: { $place }. Time until your turn: { $time }.
    .next = You are next. Your place: { $place }.
    .waiting = You are in the line. Your place is not known yet.
    .drawn = The draw is done. Your place: { $place }. Ahead of you: { $ahead }.
    .ahead = Ahead of you: { $ahead }.
    .full = You are at the front. There is no room at this moment; we ask again every two seconds.
offline = You are offline. You keep your place. This page continues when the connection is back.
closing = The fingerprint of the draw that this browser has kept:
    .changed = The draw now shows another fingerprint. Keep this page, and ask the organiser.

## On the page of the event

# $seats: the number of seats that the fan holds
panel = Fans choose seats in turn
    .joined = You are in the line. Its page says where you stand.
    .see = See where I am
    .planned = Many fans want seats of this event. You can join the line shortly before sales open.
    .about = About the line
    .hold = You hold { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }. You can pay without waiting.
    .pay = Pay
    .inside = It is your turn. If it ends before you have chosen, you can come back through the page of the line.
    .until = It is your turn. You have until { $time }. If your turn ends before you have chosen, you can come back through the page of the line.
    .line = The line
