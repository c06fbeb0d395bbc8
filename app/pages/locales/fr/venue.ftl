### The page of a venue.

# A description for search engines. $name: the venue. $city: its town
about = { $name }, { $city } : ce qui est à l’affiche.
# A link to all venues, above the name
all = Lieux

## Facts

address = Adresse
# A link to an online map
map = Sur la carte
# The number of people that the venue holds
places = Capacité
# The facilities of the venue, for example "Cloakroom", "Lift"
facilities = Sur place

## Its events

events = À l’affiche ici
    .none = Rien n’est encore annoncé ici.
    .elsewhere = Voir ce qui est à l’affiche ailleurs
