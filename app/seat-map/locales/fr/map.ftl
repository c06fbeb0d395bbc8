whole = Toute la salle
zoom = Zoom
    .in = Zoom avant
    .out = Zoom arrière
    .all = Afficher toute la salle

picture = Plan de la salle
    .of = Plan de la salle : { $hall }. Utilisez les flèches pour aller d’une place à l’autre, Entrée pour la choisir ou y renoncer, plus et moins pour zoomer. Échap affiche toute la salle, Ctrl et Entrée mènent au panier. Le bouton « Choisir dans une liste » propose les mêmes places.

wheel = { $key } + molette pour zoomer

free = { $free ->
        [one] { $free } sur { NUMBER($places) } places libre
       *[other] { $free } sur { NUMBER($places) } places libres
    }
    .short = { $free ->
        [one] { $free } libre
       *[other] { $free } libres
    }
    .standing = { $free ->
        [one] { $free } libre, debout
       *[other] { $free } libres, debout
    }
room = { NUMBER($free) } dès { $price }
    .same = { NUMBER($free) } à { $price }
full = complet
    .standing = complet, debout
none = aucune de celles-ci
asking = nous vérifions ce qui est libre
price = dès { $price }

entered = { $free ->
        [one] { $section } : { $free } place libre sur { NUMBER($places) }.
       *[other] { $section } : { $free } places libres sur { NUMBER($places) }.
    }
    .some = { $free ->
        [one] { $section } : { $free } de ces places est libre.
       *[other] { $section } : { $free } de ces places sont libres.
    }
    .asking = { $section } : nous vérifions ce qui est libre.
