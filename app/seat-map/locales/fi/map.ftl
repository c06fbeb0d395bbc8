whole = Koko sali
zoom = Zoomaus
    .in = Lähennä
    .out = Loitonna
    .all = Näytä koko sali

picture = Salin kuva
    .of = Salin kuva: { $hall }. Siirry paikasta toiseen nuolinäppäimillä, valitse tai poista valinta Enterillä, zoomaa plus- ja miinusnäppäimillä. Esc näyttää koko salin, Ctrl ja Enter vievät ostoskoriin. Samat paikat löydät myös painikkeella Valitse luettelosta.

wheel = { $key } + rulla zoomaa

free = vapaana { NUMBER($free) } / { NUMBER($places) }
    .short = { NUMBER($free) } vapaana
    .standing = { NUMBER($free) } vapaana, seisomapaikat
room = { NUMBER($free) } alk. { $price }
    .same = { NUMBER($free) } à { $price }
full = täynnä
    .standing = täynnä, seisomapaikat
none = näitä ei ole vapaana
asking = tarkistamme, mitä on vapaana
price = alk. { $price }

entered = { $section }: vapaana { NUMBER($free) } / { NUMBER($places) } paikkaa.
    .some = { $section }: näistä paikoista vapaana { NUMBER($free) }.
    .asking = { $section }: tarkistamme, mitä on vapaana.
