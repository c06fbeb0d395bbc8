whole = Hela salen
zoom = Zooma
    .in = Zooma in
    .out = Zooma ut
    .all = Visa hela salen

picture = Bild av salen
    .of = Bild av salen: { $hall }. Gå från plats till plats med piltangenterna, välj eller välj bort med Enter, zooma med plus och minus. Esc visar hela salen, Ctrl och Enter går till varukorgen. Samma platser hittar du med knappen Välj från en lista.

wheel = { $key } + hjulet zoomar

free = { $free ->
        [one] { $free } av { NUMBER($places) } platser ledig
       *[other] { $free } av { NUMBER($places) } platser lediga
    }
    .short = { $free ->
        [one] { $free } ledig
       *[other] { $free } lediga
    }
    .standing = { $free ->
        [one] { $free } ledig, ståplats
       *[other] { $free } lediga, ståplats
    }
room = { NUMBER($free) } från { $price }
    .same = { NUMBER($free) } à { $price }
full = fullt
    .standing = fullt, ståplats
none = inga av dessa
asking = vi kontrollerar vad som är ledigt
price = från { $price }

entered = { $free ->
        [one] { $section }: { $free } av { NUMBER($places) } platser är ledig.
       *[other] { $section }: { $free } av { NUMBER($places) } platser är lediga.
    }
    .some = { $free ->
        [one] { $section }: { $free } av de här platserna är ledig.
       *[other] { $section }: { $free } av de här platserna är lediga.
    }
    .asking = { $section }: vi kontrollerar vad som är ledigt.
