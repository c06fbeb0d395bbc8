### The place and the state of a seat. The seat map, the list of seats, the basket and tickets use these texts.

## The place. The parts follow one another, as in "Stalls, row 12, seats 14 and 15". The space before a number is a no-break space (U+00A0)

# $name: the name of the row, as "12"
row = row { $name }
# $number: the number of the seat, as "14"
seat = seat { $number }
# $first: one or more numbers, as "14, 15". $last: as "16"
seats = seats { $first } and { $last }
# A place that the plan does not know. $number: its number in the plan
place = place { $number }

## Remarks

wheelchair = wheelchair place
companion = for a companion

## The state, at the end of a seat's name: "Stalls, row 12, seat 14, €45, available"

# .offered: as a replacement for a seat that the buyer lost
available = available
    .offered = available, offered to you
# .pending: while the request to hold it is in flight. .held: the buyer can pay for it
yours = chosen by you
    .pending = being held for you
    .held = held for you
held = held by someone
sold = sold
blocked = not for sale
# The buyer had chosen it, and someone else took it
lost = someone was faster
unknown = we are asking whether it is free

## The view of the stage: "side view of the stage, close"

# The side, only where the audience sits on one side, as before a stage. A hall with the audience all around a stage, a pitch or a ring has
# only the distance. .angle: between front and side
view = facing the stage
    .angle = at an angle to the stage
    .side = side view of the stage
    .behind = behind the stage
# The distance to the stage or pitch: 12 to 30 metres. .close: up to 12 metres. .far: more than 30
distance = at medium distance
    .close = close
    .far = far away

## A key of the keyboard, in the hint that the wheel zooms the map

control-key = Ctrl
