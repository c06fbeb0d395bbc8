### What is at the top of every page.

# A link that keyboards and screen readers reach first
skip = Aller au contenu
# What a screen reader says of the name, which leads to the first page. Frontrow is a name
logo = Frontrow, à l’affiche
# What a screen reader says of the links below, before "navigation"
ways = Menu principal
events = À l’affiche
venues = Lieux
bookings = Mes réservations
hold = Vos places sont réservées encore :
