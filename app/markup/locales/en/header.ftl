### The header of every page.

# A link that keyboards and screen readers reach first
skip = Skip to the content
# Screen readers: the logo, which links to the home page. Frontrow is a name
logo = Frontrow, what is on
# Screen readers: the name of the links below, before "navigation"
ways = Main
events = What’s on
venues = Venues
bookings = My bookings
# Before the remaining time to pay, for example "4:07"
hold = Seats held for you:
