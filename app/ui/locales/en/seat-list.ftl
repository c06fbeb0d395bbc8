### The list of seats beside the map, by section and row.

# `.keys`: for screen readers and keyboards
title = Seats by section and row
    .keys = Use the arrow keys to move between seats, Enter to select or deselect, Escape to go back to the section. Page Up and Page Down go from section to section. Type a number or a name to go there.
waiting = The list appears as soon as the plan is loaded.

# A row. `.none`: a row without a name
row = Row { $name }
    .none = Seats
# Screen readers: the seats of a row. $section: for example "Stalls"
in-row = { $section }, row { $name }
    .none = { $section }, seats

# A standing area. `.word`: if the name of an area contains this word, the page adds nothing to it
standing = { $area }, standing
    .word = standing

# The free seats of a section, row or area. `.price`: all at one price, for example "€45". `.from`: at this price and higher
free = { NUMBER($count) } free
    .price = { NUMBER($count) } free, { $price }
    .from = { NUMBER($count) } free, from { $price }
    .none = none free
