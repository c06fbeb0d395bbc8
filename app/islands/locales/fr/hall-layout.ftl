sheet = Places et prix

basket = Aller au panier
    .keys = Ctrl et Entrée mènent au panier.

screen = Plein écran

only = Cochez des prix pour ne voir que leurs places.
