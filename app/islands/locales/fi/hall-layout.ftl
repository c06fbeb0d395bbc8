sheet = Etsi paikkoja ja hintoja

basket = Siirry ostoskoriin
    .keys = Ctrl ja Enter vievät ostoskoriin.

screen = Koko näyttö

only = Valitse hinnat, joiden paikat haluat nähdä.
