sheet = Places et prix

basket = Aller au panier
    .keys = Ctrl et Entrée mènent au panier.

screen = Plein écran
