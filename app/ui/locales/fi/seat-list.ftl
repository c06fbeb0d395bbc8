title = Paikat katsomoittain ja riveittäin
    .keys = Liiku paikasta toiseen nuolinäppäimillä, valitse tai poista valinta Enterillä, palaa katsomoon Esc-näppäimellä. Page Up ja Page Down siirtyvät katsomosta toiseen. Kirjoita numero tai nimi, niin siirryt sinne.
waiting = Luettelo tulee näkyviin, kun paikkakartta on latautunut.

row = Rivi { $name }
    .none = Paikat
in-row = { $section }, rivi { $name }
    .none = { $section }, paikat

standing = { $area }, seisomapaikat
    .word = seisoma

free = { NUMBER($count) } vapaana
    .price = { NUMBER($count) } vapaana, { $price }
    .from = { NUMBER($count) } vapaana, alk. { $price }
    .none = ei vapaana
