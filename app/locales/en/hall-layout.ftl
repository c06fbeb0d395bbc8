### The bar that a phone has below the map, the way to the basket, full screen, and the prices.

# What the bar says while no seat is chosen. It opens the sheet with the prices and the search for seats together
sheet = Find seats and prices

# A link from a chosen seat to the button that holds. .keys: the help of the list says it
basket = Go to basket
    .keys = Ctrl and Enter go to the basket.

# A button: the hall takes the whole screen
screen = Full screen

# Below the heading of the prices, each of which has a checkbox
only = Check prices to see only their seats.
