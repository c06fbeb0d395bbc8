prices = Escolha os preços
    .full = Preço normal
    .update = Atualizar o total
choice = { $name }: { $price }
proof = Para “{ $name }”, mostre à entrada: { $proof }.

code = Código promocional
    .add = Tenho um código promocional
    .use = Usar o código

free = Reservar { $seats ->
        [one] { $seats } bilhete
       *[other] { $seats } bilhetes
    }
    .words = Não custa nada. Os seus bilhetes ficam logo prontos.
