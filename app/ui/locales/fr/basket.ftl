choice = Votre choix

hold = Réserver { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }
    .pending = Réservation de { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    } en cours
hold-places = Réserver { $places ->
        [one] { $places } place debout
       *[other] { $places } places debout
    }
    .pending = Réservation de { $places ->
        [one] { $places } place debout
       *[other] { $places } places debout
    } en cours

chosen = { $seats ->
        [one] { $seats } place choisie
       *[other] { $seats } places choisies
    }
    .places = { $places ->
        [one] { $places } place debout choisie
       *[other] { $places } places debout choisies
    }

leave-out = Retirer { $place }
each = { $price } par billet
quantity = Nombre de places
    .less = Retirer un billet
    .more = Ajouter un billet
clear = Tout retirer

limit = Choisissez jusqu’à { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }.
    .none = Vous avez déjà le maximum de places par personne.

pay = Payer { $total }
give-back = Rendre
