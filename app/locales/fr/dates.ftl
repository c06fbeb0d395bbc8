### The other dates of an event, on its page.

# Dates of the same title; `.none` stands in the hall when everything is sold
heading = Autres dates
    .none = Il n’y a pas d’autre date pour cet événement.
# Other events of the same production or festival, each with its title
more = Dans la même série

## Beside a date

soon = bientôt en vente
sold-out = complet
over = passé
cancelled = annulé
