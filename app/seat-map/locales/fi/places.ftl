row = rivi { $name }
seat = paikka { $number }
seats = paikat { $first } ja { $last }
place = paikka { $number }

wheelchair = pyörätuolipaikka
companion = avustajan paikka

available = vapaa
    .offered = vapaa, tarjolla sinulle
yours = valitsemasi
    .pending = varataan sinulle
    .held = varattu sinulle
held = toisen varaama
sold = myyty
blocked = ei myynnissä
lost = joku ehti ensin
unknown = tarkistamme, onko paikka vapaa
view = lava suoraan edessä
    .angle = lava viistossa
    .side = lava sivulla
    .behind = paikka lavan takana
distance = keskietäisyydellä
    .close = lähellä
    .far = kaukana

control-key = Ctrl
