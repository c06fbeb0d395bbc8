pay = Betala { $total }
    .leave = Du betalar på vår betaltjänsts sida. { $seats ->
        [one] Din plats är reserverad
       *[other] Dina platser är reserverade
    } medan du betalar, även om det tar några minuter längre än tiden ovan.
sandbox-way = Betala på testsidan

release = { $seats ->
        [one] Släpp platsen
       *[other] Släpp platserna
    }
    .words = { $seats ->
        [one] Andra kan ta platsen direkt.
       *[other] Andra kan ta platserna direkt.
    } Inga pengar dras.
    .yes = { $seats ->
        [one] Ja, släpp platsen
       *[other] Ja, släpp platserna
    }
released = { $seats ->
        [one] Du släppte platsen
       *[other] Du släppte platserna
    }
    .words = { $seats ->
        [one] Inga pengar har dragits. Nu kan andra ta platsen, och det kan du också.
       *[other] Inga pengar har dragits. Nu kan andra ta platserna, och det kan du också.
    }

again = { $seats ->
        [one] Försök få samma plats igen
       *[other] Försök få samma platser igen
    }
    .area = { $seats ->
        [one] Försök reservera en plats igen
       *[other] Försök reservera { $seats } platser igen
    }

more = Ge mig fem minuter till
    .words = En gång kan du få fem minuter till, om du ber om det före den sista minuten.
    .done = Du har fått fem minuter till
    .until = { $seats ->
        [one] Din plats är reserverad
       *[other] Dina platser är reserverade
    } till kl. { $time }.
more-refused = Du har redan fått fem extra minuter för den här bokningen. Den gäller tills tiden går ut.
    .late = Den sista minuten har börjat. Bokningen gäller tills tiden går ut. Betala innan dess.
    .off = Ingen får extra tid för det här evenemanget. Bokningen gäller tills tiden går ut.

refused-often = För många betalningar har nekats, så det går inte att prova fler kort just nu. Inga pengar har dragits, och dina platser är reserverade tills tiden går ut. Fråga din bank eller försök igen om en timme.
price-changed = Summan är nu { $total }
    .words = Din sida visade fortfarande den gamla summan, så inga pengar har dragits. { $seats ->
        [one] Din plats är fortfarande reserverad
       *[other] Dina platser är fortfarande reserverade
    }. Om den nya summan stämmer kan du betala nu.

resume = Du har börjat betala
    .words = Slutför betalningen på betalsidan. { $seats ->
        [one] Din plats är reserverad
       *[other] Dina platser är reserverade
    } till kl. { $time }. Du betalar bara en gång, även om du öppnar betalsidan två gånger.
    .link = Gå till betalsidan

title = Din betalning
waits = Du har inte betalat än
    .words = Dina platser är fortfarande reserverade. Inga pengar har dragits.
checking = Vi kontrollerar din betalning
    .words = Det tar en stund. Du behöver inte göra något. Antingen får du biljetterna eller så betalar vi tillbaka pengarna.
    .again = Kontrollera igen
paid = Du har betalat
    .words = Dina biljetter är klara.
    .link = Visa biljetterna
unpaid = Du har inte betalat
    .words = Inga pengar har dragits.
offer = Vi har reserverat andra platser åt dig
    .words = Någon annan tog dina platser innan du hade betalat. Vi har reserverat andra platser åt dig till samma pris. Om du inte tar dem i tid får du tillbaka alla pengar.
    .until = De är reserverade till kl. { $time }.
    .take = Ta de här platserna
    .leave = Nej, betala tillbaka pengarna
returning = Vi betalar tillbaka pengarna
    .words = Du fick inte de här platserna för din betalning. Pengarna är på väg tillbaka. Du behöver inte göra något.
returned = Pengarna är återbetalda
    .words = De här platserna är inte dina. Det kan ta några dagar innan pengarna syns på ditt konto.
elsewhere = Fortsätt genom att öppna bokningen i webbläsaren där du valde platserna.
booking-link = Gå till bokningen

sandbox = Testbetalning
    .words = Inga pengar flyttas här, och riktiga kort fungerar inte. Använd ett av testkorten nedan.
    .number = Kortnummer
    .pay = Betala { $total }
    .back = Tillbaka till biljettbutiken
cards = Testkorten
    .here = Den här biljettbutiken är i testläge: inga pengar flyttas, och riktiga kort fungerar inte. Testkortet { $card } går att betala med. Fler finns nedan.
    .all = Alla testkort
    .accepted = godkänns
    .declined = nekas
    .funds = saknar täckning
    .error = ger ett fel hos betaltjänsten
    .slow = är långsamt (3 sekunder), godkänns sedan
    .challenge = får banken att fråga om det är du
    .uncapturable = godkänns, men pengarna kommer aldrig fram
declined = Banken nekade kortet
    .words = Inga pengar har dragits. Prova ett annat kort.
funds = Det finns inte tillräckligt med pengar på kortet
failed = Betalningen gick inte igenom
    .words = Inga pengar har dragits. Försök igen eller prova ett annat kort.
unknown = Det här är inget av testkorten
challenge = Banken frågar: är det du?
    .words = En riktig bank skulle skicka en kod till din mobil. Välj ett svar.
    .passed = Ja, det är jag
    .failed = Nej
unproved = Banken kunde inte bekräfta att det är du
over = Sidan är stängd
    .words = Betalningen är gjord eller så har tiden att betala gått ut.
