### The page of a venue.

# What the page is about, for search engines. $name: the venue. $city: its town
about = { $name }, { $city } : ce qui est à l’affiche.
# A link to all venues, above the name
all = Lieux

## Facts

address = Adresse
# A link to an online map
map = Sur la carte
# How many people the venue holds
places = Capacité
# What the venue has, as "Cloakroom", "Lift"
facilities = Sur place

## What is on there

events = À l’affiche ici
    .none = Rien n’est encore annoncé ici.
    .elsewhere = Voir ce qui est à l’affiche ailleurs
