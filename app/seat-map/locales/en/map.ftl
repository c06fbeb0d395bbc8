### The seat map: its buttons, what it says beside the pointer, and what screen readers say.

## The bar above the map

whole = ← Whole hall
# The name of the buttons + and −, and the one that shows all, for screen readers
zoom = Zoom
    .in = Zoom in
    .out = Zoom out
    .all = Show the whole hall

## What screen readers say of the map. $hall: the name of the seating plan

picture = Picture of the hall
    .of = Picture of { $hall }. Use the arrow keys to go from seat to seat, Enter to select or deselect, plus and minus to zoom. The same seats are in the list.

## A hint when somebody turns the wheel over the map. $key: "Ctrl" or "⌘"

wheel = { $key } + wheel zooms

## What is free in a section or an area, below its name. On the map there is less room than beside the pointer

# $free: how many. $places: how many seats the section has. .short: on the map. .standing: in a standing area
free = { NUMBER($free) } free of { NUMBER($places) } seats
    .short = { NUMBER($free) } free
    .standing = { NUMBER($free) } free, standing
# On the map, below the name of a section or an area. $price: the lowest price, as "€31". .same: all of them cost this
room = { NUMBER($free) } from { $price }
    .same = { NUMBER($free) } at { $price }
full = full
    .standing = full, standing
# None of the seats that the buyer looks at
none = none of these
asking = we are asking what is free
# $price: the lowest price of a section, as "€45"
price = from { $price }

## What screen readers say when a section is opened. $section: its name. .some: of the seats that the buyer looks at

entered = { $section }: { NUMBER($free) } of { NUMBER($places) } seats free.
    .some = { $section }: { NUMBER($free) } of these seats free.
    .asking = { $section }: we are asking what is free.
