### The other dates of an event, on its page.

# Other dates of the same title. `.search`: a link in the hall when the event is sold out and has no other dates
heading = Autres dates
    .search = Chercher d’autres dates de cet événement
# In the hall when the event is sold out and seats may come back. Only with JavaScript
waiting = Des places peuvent encore se libérer, par exemple quand quelqu’un ne paie pas à temps. Gardez cette page ouverte : elles s’affichent ici tout de suite.
# Other events of the same production or festival, each with its title
more = Dans la même série

## Notes beside a date

soon = bientôt en vente
sold-out = complet
over = passé
cancelled = annulé
