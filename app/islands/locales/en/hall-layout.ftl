### The bar below the map on a phone, the link to the basket, full screen, and the prices.

# The bar while no seat is chosen. It opens the sheet with the prices and the search for seats together
sheet = Find seats and prices

# A link from a chosen seat to the button that holds seats. `.keys`: part of the list's keyboard help
basket = Go to basket
    .keys = Ctrl and Enter go to the basket.

# A button that shows the hall in full screen
screen = Full screen

# Below the heading of the prices, which have checkboxes
only = Check prices to see only their seats.
