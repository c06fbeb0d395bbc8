### The list of seats beside the map, by section and row.

# .keys: for screen readers and keyboards
title = Seats by section and row
    .keys = Use the arrow keys to move between seats, Enter to select or deselect, Escape to go back to the section. Page Up and Page Down go from section to section. Type a number or a name to go there.
waiting = The list comes with the plan.

# A row. .none: a row without a name
row = Row { $name }
    .none = Seats
# The seats of a row, for screen readers. $section: as "Stalls"
in-row = { $section }, row { $name }
    .none = { $section }, seats

# A standing area. .word: a name with this word says itself that it is for standing
standing = { $area }, standing
    .word = standing

# What is free in a section, a row or an area. $price: as "€45". .price: all at one price. .from: at this price and more
free = { NUMBER($count) } free
    .price = { NUMBER($count) } free, { $price }
    .from = { NUMBER($count) } free, from { $price }
    .none = none free
