title = Choisissez vos places
    .sold-out = Complet
    .closed = La salle

available = { $seats ->
        [one] { $seats } place disponible.
       *[other] { $seats } places disponibles.
    }
    .none = Aucune place n’est libre pour le moment.
    .over = Toutes les places sont prises.
held = { $seats ->
        [one] Une est réservée par quelqu’un d’autre : elle peut encore se libérer.
       *[other] { $seats } sont réservées par d’autres : elles peuvent encore se libérer.
    }
held-now = Réservées en ce moment : { $seats }.

script = Le plan avec toutes les places a besoin de JavaScript. Le formulaire fonctionne sans : nous choisissons des places et vous les réservons.
failed = Le plan n’a pas pu être chargé. Nous réessayons. En attendant, le formulaire des meilleures places fonctionne.

way = Comment choisir
    .plan = Choisir sur le plan
    .list = Choisir dans une liste

together = Trouver des places côte à côte
    .find = { $seats ->
        [one] Trouver { $seats } bonne place
       *[other] Trouver { $seats } places côte à côte
    }
    .where = Où
    .anywhere = Partout

compare = Comparer
    .price = Prix
    .distance = Distance
    .metres = environ { NUMBER($metres) } m
    .view = Vue
    .restricted = Visibilité réduite
    .free = aucune connue
    .choose = Choisir celles-ci
    .chosen = Choisies

prices = Prix
    .free = { $count ->
        [one] { $count } libre
       *[other] { $count } libres
    }
    .none = aucune libre
    .special = Emplacements fauteuil roulant et accompagnants

key = Ce que signifient les formes
    .free = libre
    .held = réservée par quelqu’un d’autre
    .sold = vendue
    .blocked = pas en vente
    .wheelchair = emplacement fauteuil roulant
    .companion = pour un accompagnant
    .yours = la vôtre

connection = Connexion…
    .live = En direct
    .again = Reconnexion…
    .lost = La reconnexion n’a pas encore abouti. Des places ont pu changer.
    .offline = Vous êtes hors ligne. Des places ont pu changer.
