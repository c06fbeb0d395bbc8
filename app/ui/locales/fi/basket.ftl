choice = Valintasi

hold = Varaa { $seats ->
        [one] { $seats } paikka
       *[other] { $seats } paikkaa
    }
    .pending = Varataan { $seats ->
        [one] { $seats } paikkaa
       *[other] { $seats } paikkaa
    }
hold-places = Varaa { $places ->
        [one] { $places } seisomapaikka
       *[other] { $places } seisomapaikkaa
    }
    .pending = Varataan { $places ->
        [one] { $places } seisomapaikkaa
       *[other] { $places } seisomapaikkaa
    }

chosen = { $seats ->
        [one] { $seats } paikka valittu
       *[other] { $seats } paikkaa valittu
    }
    .places = { $places ->
        [one] { $places } seisomapaikka valittu
       *[other] { $places } seisomapaikkaa valittu
    }

leave-out = Poista valinnasta: { $place }
each = { $price } / lippu
quantity = Montako paikkaa
    .less = Poista yksi lippu
    .more = Lisää yksi lippu
clear = Tyhjennä

limit = Valitse enintään { $seats ->
        [one] { $seats } paikka
       *[other] { $seats } paikkaa
    }.
    .none = Sinulla on jo niin monta paikkaa kuin yhdellä ostajalla voi olla.

pay = Maksa { $total }
give-back = Vapauta
