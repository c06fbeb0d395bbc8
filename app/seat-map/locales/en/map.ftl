### The seat map: its buttons, its tooltips, and its announcements for screen readers.

## The bar above the map

# On the button that zooms out, after an arrow. Also announced when the map shows the whole hall again
whole = Whole hall
# For screen readers: the group of zoom buttons, and its buttons + (.in), − (.out) and ⤢ (.all)
zoom = Zoom
    .in = Zoom in
    .out = Zoom out
    .all = Show the whole hall

## The name of the map for screen readers. $hall: the name of the seating plan

picture = Seating plan
    .of = Seating plan: { $hall }. Use the arrow keys to go from seat to seat, Enter to select or deselect, plus and minus to zoom. Escape shows the whole hall, Ctrl and Enter go to the basket. The button “Choose from a list” has the same seats.

## The hint for a buyer who turns the wheel over the map. $key: "Ctrl" or "⌘"

wheel = { $key } + wheel zooms

## The free places of a section or area, below its name. The map has less room for them than the tooltip

# $free: the number of free places. $places: the number of seats in the section. .short: on the map. .standing: in a standing area
free = { NUMBER($free) } free of { NUMBER($places) } seats
    .short = { NUMBER($free) } free
    .standing = { NUMBER($free) } free, standing
# On the map, below the name of a section or an area. $price: the lowest price, as "€31". .same: all of them cost this
room = { NUMBER($free) } from { $price }
    .same = { NUMBER($free) } at { $price }
full = full
    .standing = full, standing
# No free place matches the buyer's filter
none = none of these
asking = we are checking what is free
# $price: the lowest price of a section, as "€45"
price = from { $price }

## The announcement for screen readers when a section is opened. $section: its name. .some: of the seats that match the buyer's filter

entered = { $section }: { NUMBER($free) } of { NUMBER($places) } seats free.
    .some = { $section }: { NUMBER($free) } free among the seats that you chose to see.
    .asking = { $section }: we are checking what is free.
