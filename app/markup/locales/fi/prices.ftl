prices = Valitse hinnat
    .full = Normaalihinta
    .update = Päivitä loppusumma
choice = { $name }: { $price }
proof = { $name }: ota ovelle mukaan { $proof }.

code = Kampanjakoodi
    .add = Minulla on kampanjakoodi
    .use = Käytä koodi

free = Ota { $seats ->
        [one] { $seats } lippu
       *[other] { $seats } lippua
    }
    .words = Tämä ei maksa mitään. Saat liput heti.
