### What is at the top of every page.

# A link that keyboards and screen readers reach first
skip = Skip to the content
# What a screen reader says of the name, which leads to the first page. Frontrow is a name
logo = Frontrow, what is on
# What a screen reader says of the links below, before "navigation"
ways = Main
events = What’s on
venues = Venues
bookings = My bookings
# Before the time that is left to pay, as "4:07"
hold = Seats held for you:
