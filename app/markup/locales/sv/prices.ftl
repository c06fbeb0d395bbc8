prices = Välj priser
    .full = Ordinarie pris
    .update = Uppdatera summan
choice = { $name }: { $price }
proof = { $name }: ta med { $proof } till entrén.

code = Kampanjkod
    .add = Jag har en kampanjkod
    .use = Använd koden

free = Ta { $seats ->
        [one] { $seats } biljett
       *[other] { $seats } biljetter
    }
    .words = Det kostar ingenting. Du får biljetterna direkt.
