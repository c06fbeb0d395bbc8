title = Platser per sektion och rad
    .keys = Flytta mellan platser med piltangenterna, välj eller välj bort med Enter, gå tillbaka till sektionen med Escape. Page Up och Page Down går från sektion till sektion. Skriv ett nummer eller ett namn för att gå dit.
waiting = Listan visas när platskartan har laddats.

row = Rad { $name }
    .none = Platser
in-row = { $section }, rad { $name }
    .none = { $section }, platser

standing = { $area }, ståplats
    .word = ståplats

free = { $count ->
        [one] { $count } ledig
       *[other] { $count } lediga
    }
    .price = { $count ->
        [one] { $count } ledig, { $price }
       *[other] { $count } lediga, { $price }
    }
    .from = { $count ->
        [one] { $count } ledig, från { $price }
       *[other] { $count } lediga, från { $price }
    }
    .none = inga lediga
