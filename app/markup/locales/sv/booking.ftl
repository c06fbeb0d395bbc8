title = Bokning: { $event }
    .tickets = Biljetter: { $event }
all = Mina bokningar

paid = Betalt och klart
    .heading = Välkommen!
    .sum = { $tickets ->
        [one] { $tickets } biljett. Betalt: { $total }.
       *[other] { $tickets } biljetter. Betalt: { $total }.
    }
    .some = { $tickets ->
        [one] { $tickets } biljett. Betalt för hela bokningen: { $total }.
       *[other] { $tickets } biljetter. Betalt för hela bokningen: { $total }.
    }
    .none = Du har inga biljetter kvar i den här bokningen
    .whole = Betalt för hela bokningen: { $total }.
    .print = Skriv ut
tickets = Biljetter
    .door = Visa koden i entrén, på papper eller på en skärm. Varje kod släpper in en person en gång. Visa den inte för någon annan innan dess.
number = Bokning { $number }.

places = Platser
total = Totalt
look = Kontrollera igen
pay = Fortsätt till betalningen
choose = Välj platser på nytt

bought = Bokningen är betald.
    .words = { $seats ->
        [one] Din biljett är klar.
       *[other] Dina biljetter är klara.
    }
checking = Vi kontrollerar din betalning.
    .words = { $seats ->
        [one] Vi vet ännu inte om betalningen gick igenom. Antingen får du biljetten eller så betalar vi tillbaka pengarna. Kontrollera igen om en stund.
       *[other] Vi vet ännu inte om betalningen gick igenom. Antingen får du biljetterna eller så betalar vi tillbaka pengarna. Kontrollera igen om en stund.
    }
held = { $seats ->
        [one] Platsen är reserverad åt dig.
       *[other] Platserna är reserverade åt dig.
    }
    .words = { $seats ->
        [one] Betala innan tiden går ut. Fram till dess kan ingen annan ta platsen.
       *[other] Betala innan tiden går ut. Fram till dess kan ingen annan ta platserna.
    }
returning = Vi betalar tillbaka pengarna.
    .words = { $seats ->
        [one] Du fick inte den här platsen för din betalning. Pengarna är på väg tillbaka. Du behöver inte göra något.
       *[other] Du fick inte de här platserna för din betalning. Pengarna är på väg tillbaka. Du behöver inte göra något.
    }
returned = Pengarna är återbetalda.
    .words = { $seats ->
        [one] Den här platsen är inte din. Det kan ta några dagar innan pengarna syns på ditt konto.
       *[other] De här platserna är inte dina. Det kan ta några dagar innan pengarna syns på ditt konto.
    }
expired = Reservationstiden har gått ut.
    .words = { $seats ->
        [one] Inga pengar har dragits från ditt kort. Platsen gick tillbaka till försäljning och kan fortfarande vara ledig.
       *[other] Inga pengar har dragits från ditt kort. Platserna gick tillbaka till försäljning och kan fortfarande vara lediga.
    }
cancelled = { $seats ->
        [one] Du släppte den här platsen.
       *[other] Du släppte de här platserna.
    }
    .words = { $seats ->
        [one] Inga pengar har dragits. Nu kan andra ta platsen, och det kan du också.
       *[other] Inga pengar har dragits. Nu kan andra ta platserna, och det kan du också.
    }
void = { $seats ->
        [one] Den här biljetten gäller inte längre.
       *[other] De här biljetterna gäller inte längre.
    }
    .words = { $seats ->
        [one] Du kommer inte in med den. Om pengar drogs från ditt kort betalas de tillbaka till kortet. Platsen kan fortfarande vara ledig.
       *[other] Du kommer inte in med dem. Om pengar drogs från ditt kort betalas de tillbaka till kortet. Platserna kan fortfarande vara lediga.
    }
