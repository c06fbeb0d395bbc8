about = Konserter, teater, dans och sport: vad som är på gång, var och från vilket pris. Välj plats på en karta över den riktiga lokalen.
heading = Välj exakt den plats du vill ha.
    .lead = Varje lokal är ritad som den är byggd. Du ser direkt när en plats tas eller blir ledig, och din plats är reserverad medan du betalar.

title = Evenemang
    .later = Senare datum
    .words = ”{ $words }”
    .kind = { $kind }: ”{ $words }”
