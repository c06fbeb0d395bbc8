### The page of a venue.

# What the page is about, for search engines. $name: the venue. $city: its town
about = What is on at { $name } in { $city }.
# A link to all venues, above the name
all = Venues

## Facts

address = Address
# A link to an online map
map = On the map
# How many people the venue holds
places = Capacity
# What the venue has, as "Cloakroom", "Lift"
facilities = At the venue

## What is on there

events = What’s on here
    .none = Nothing is announced here yet.
    .elsewhere = See what is on elsewhere
