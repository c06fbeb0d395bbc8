seats = Parhaat vierekkäiset paikat
    .words = Valitsemme parhaat vapaat paikat ja varaamme ne sinulle. Enintään { $places ->
        [one] { $places } paikka
       *[other] { $places } paikkaa
    }.
    .hold = Varaa parhaat paikat
both = Parhaat istumapaikat tai seisomapaikat
    .hold = Varaa parhaat paikat
standing = Seisomapaikat
    .words = Varaamme paikat sinulle maksamisen ajaksi. Enintään { $places ->
        [one] { $places } paikka
       *[other] { $places } paikkaa
    }.
    .hold = Varaa seisomapaikat

quantity = Montako paikkaa
price = Hinta
    .any = Kaikki hinnat
level = { $level } · { $price }
accessible = Pyörätuolipaikat
place = Alue
    .seats = Vierekkäiset istumapaikat
    .standing = seisomapaikat
