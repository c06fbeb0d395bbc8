### Where a seat is, and how it stands. The seat map, the list of seats, the basket and tickets say it.

## Where it is. The parts stand behind each other, as "Stalls, row 12, seats 14 and 15"

# $name: the name of the row, as "12"
row = row { $name }
# $number: the number of the seat, as "14"
seat = seat { $number }
# $first: one or more numbers, as "14, 15". $last: as "16"
seats = seats { $first } and { $last }
# A place that the plan does not know. $number: its number in the plan
place = place { $number }

## What to know of it

wheelchair = wheelchair place
companion = for a companion

## How it stands, at the end of its name: "Stalls, row 12, seat 14, €45, available"

# .offered: in the place of a seat that the buyer lost
available = available
    .offered = available, offered to you
# .pending: while the shop holds it. .held: the buyer can pay for it
yours = chosen by you
    .pending = being held for you
    .held = held for you
held = held by someone
sold = sold
blocked = not for sale
# The buyer had chosen it
lost = someone was faster
unknown = we are asking whether it is free

## What the stage looks like from there: "side view, close"

# From which side. .angle: between the front and the side
view = front view
    .angle = view at an angle
    .side = side view
    .behind = view from behind
# How far the stage is: between close and far. .close: up to 12 metres. .far: more than 30
distance = halfway back
    .close = close
    .far = far back
