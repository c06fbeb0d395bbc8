title = Places par secteur et par rang
    .keys = Les flèches passent d’une place à l’autre, Entrée sélectionne ou désélectionne, Échap revient au secteur. Page précédente et Page suivante passent d’un secteur à l’autre. Tapez un numéro ou un nom pour y aller.
waiting = La liste s’affichera dès que le plan sera chargé.

row = Rang { $name }
    .none = Places
in-row = { $section }, rang { $name }
    .none = { $section }, places

standing = { $area }, debout
    .word = debout

free = { $count ->
        [one] { $count } libre
       *[other] { $count } libres
    }
    .price = { $count ->
        [one] { $count } libre, { $price }
       *[other] { $count } libres, { $price }
    }
    .from = { $count ->
        [one] { $count } libre, dès { $price }
       *[other] { $count } libres, dès { $price }
    }
    .none = aucune libre
