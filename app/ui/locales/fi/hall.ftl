title = Valitse paikkasi
    .sold-out = Loppuunmyyty
    .closed = Sali

available = { $seats ->
        [one] { $seats } paikka vapaana.
       *[other] { $seats } paikkaa vapaana.
    }
    .none = Yhtään paikkaa ei ole juuri nyt vapaana.
    .over = Paikkoja ei ole enää jäljellä.
held = { $seats ->
        [one] Yksi paikka on toisen varaama: se voi vielä vapautua.
       *[other] { $seats } paikkaa on muiden varaamia: ne voivat vielä vapautua.
    }
held-now = Nyt varattuna: { $seats }.

script = Paikkakartta tarvitsee JavaScriptin. Lomake toimii ilman sitä: me valitsemme paikat ja varaamme ne sinulle.
failed = Paikkakarttaa ei voitu ladata. Yritämme uudelleen. Sillä välin voit käyttää parhaiden paikkojen lomaketta.

way = Näin valitset
    .plan = Valitse kartalta
    .list = Valitse luettelosta

together = Etsi vierekkäiset paikat
    .find = { $seats ->
        [one] Etsi { $seats } hyvä paikka
       *[other] Etsi { $seats } vierekkäistä paikkaa
    }
    .where = Missä
    .anywhere = Missä tahansa

compare = Vertaile
    .price = Hinta
    .distance = Etäisyys
    .metres = noin { NUMBER($metres) } m
    .view = Näkymä
    .restricted = Rajoitettu näkyvyys
    .free = ei tiedossa olevia rajoituksia
    .choose = Valitse nämä
    .chosen = Valittu

prices = Hinnat
    .free = { NUMBER($count) } vapaana
    .none = ei vapaana
    .special = Pyörätuoli- ja avustajapaikat

key = Mitä muodot tarkoittavat
    .free = vapaa
    .held = toisen varaama
    .sold = myyty
    .blocked = ei myynnissä
    .wheelchair = pyörätuolipaikka
    .companion = avustajan paikka
    .yours = sinun

connection = Yhdistetään…
    .live = Yhdistetty
    .again = Yhdistetään uudelleen…
    .lost = Yritämme yhä yhdistää uudelleen. Paikat ovat voineet muuttua.
    .offline = Et ole yhteydessä verkkoon. Paikat ovat voineet muuttua.
