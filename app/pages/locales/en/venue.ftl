### The page of a venue.

# A description for search engines. $name: the venue. $city: its town
about = What is on at { $name } in { $city }.
# A link to all venues, above the name
all = Venues

## Facts

address = Address
# A link to an online map
map = On the map
# The number of people that the venue holds
places = Capacity
# The facilities of the venue, for example "Cloakroom", "Lift"
facilities = At the venue

## Its events

events = What’s on here
    .none = Nothing is announced here yet.
    .elsewhere = See what is on elsewhere
