### The header of every page.

# A link that keyboards and screen readers reach first
skip = Aller au contenu
# Screen readers: the logo, which links to the home page. Frontrow is a name
logo = Frontrow, à l’affiche
# Screen readers: the name of the links below, before "navigation"
ways = Menu principal
events = À l’affiche
venues = Lieux
bookings = Mes réservations
hold = Vos places sont réservées encore :
