left-out = Inget evenemang innehåller alla dina ord. Utelämnat: { $words }.
literally = Eller
    .link = sök på orden ”{ $words }”
understood = Eller
    .link = sök på { $words }
subscribe = Prenumerera på de här datumen i din kalender

events = { NUMBER($events) } evenemang
    .words = { NUMBER($events) } evenemang för ”{ $words }”
    .some = { NUMBER($events) } evenemang för ”{ $words }”, men inte med alla orden
further = Fler evenemang
    .words = Fler evenemang för ”{ $words }”
    .some = Fler evenemang för ”{ $words }”, men inte med alla orden
none = Inga träffar
    .words = Inga träffar för ”{ $words }”

found = Sökresultat
heading = Evenemang
kinds = Typer av evenemang
views = Visning
chosen = Valda filter
    .take-off = { $filter }, ta bort
months = Månader
    .none = Det finns inga evenemang den här månaden.
    .advice = Titta på en annan månad.
day-more = { $more }, { $day }

nothing = Sökningen gav inga träffar.
    .advice = Prova andra ord eller en annan typ av evenemang.
    .link = Se alla evenemang
also = Andra evenemang
