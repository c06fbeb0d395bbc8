already = Den här platsen är redan reserverad åt dig: { $seat }.
asking = Vi kontrollerar vilka platser som är lediga. Ett ögonblick.
    .places = Vi kontrollerar hur många platser som är lediga. Ett ögonblick.
blocked = { $seat } säljs inte.
held = { $seat } är reserverad av någon annan. Den kan bli ledig igen.
sold = { $seat } är såld.
near = { $seats } är ledig.
    .in-row = { $seats } på samma rad är ledig.

lost = Någon annan hann just före: { $seats }.
    .none = Inga av dina pengar har dragits. Välj en annan plats.
meanwhile = Under tiden tog någon annan { $seats }. Inget har debiterats dig.
offer = { $count ->
        [one] { $seats } är ledig: vill du ta den?
       *[other] { $seats } är lediga: vill du ta dem?
    }
    .in-row = { $count ->
        [one] { $seats } på samma rad är ledig: vill du ta den?
       *[other] { $seats } på samma rad är lediga: vill du ta dem?
    }
instead = { $asked }: någon annan hann före. Vi har i stället reserverat { $held } åt dig: { $total }. { $count ->
        [one] Betala för platsen eller släpp den.
       *[other] Betala för platserna eller släpp dem.
    }

take = Ta { $seat }
    .it = Ta den
    .seats = { $count ->
        [one] Ta { $count } plats
       *[other] Ta { $count } platser
    }

alone = Då blir { $seats } ensam kvar, där knappt någon vill sitta.
    .mend = { $count ->
        [one] Ta den också, eller välj bort platsen bredvid.
       *[other] Ta dem också, eller välj bort platserna bredvid.
    }
    .move = Flytta ett steg?
    .others = { $count ->
        [one] Den här platsen lämnar ingen ensam: { $seats }. Vill du ta den?
       *[other] De här platserna lämnar ingen ensam: { $seats }. Vill du ta dem?
    }
move-along = Flytta ett steg

found = { $seats }: valda åt dig, men ännu ingens. Tryck på { NUMBER($size) } igen för ett annat förslag.
none = Ingen plats är ledig just nu.
    .narrowed = Ingen plats är ledig just nu bland dem du tittar på.
apart = Det finns inte { NUMBER($size) } lediga platser bredvid varandra just nu. Sök färre, eller välj varje plats på kartan.
    .narrowed = Det finns inte { NUMBER($size) } lediga platser bredvid varandra just nu bland dem du tittar på. Sök färre, eller välj varje plats på kartan.

standing = Ingen ståplats är ledig här just nu.
    .seats = En bokning gäller antingen sittplatser eller ståplatser. Dina sittplatser togs bort.
    .back = { $count ->
        [one] Tillbaka till { $count } sittplats
       *[other] Tillbaka till { $count } sittplatser
    }

paid = { $count ->
        [one] Du har betalat för den här platsen.
       *[other] Du har betalat för de här platserna.
    }
    .link = Visa biljetterna
checking = Vi kontrollerar din betalning.
ended = { $count ->
        [one] Reservationen har gått ut. Inga pengar har dragits från ditt kort. Platsen gick tillbaka till försäljning och kan fortfarande vara ledig.
       *[other] Reservationen har gått ut. Inga pengar har dragits från ditt kort. Platserna gick tillbaka till försäljning och kan fortfarande vara lediga.
    }
gone = { $count ->
        [one] Den här platsen är inte längre reserverad åt dig.
       *[other] De här platserna är inte längre reserverade åt dig.
    }
booking-link = Gå till bokningen
released = Platserna är tillbaka på kartan. Inga pengar har dragits.

refused = Det gick inte. Inga pengar har dragits. Ladda om sidan för att se hur det står till med dina platser.
    .turn = Inget reserverades: din tur är över. Länken ovanför kartan leder till kön.
    .internal = Något gick fel hos oss. Inga pengar har dragits. Försök igen om en stund.
    .busy = Vi fick ingen kontakt med biljettkassan. Kontrollera din anslutning och försök igen. Du förlorar inget på att försöka två gånger.
    .wait = Inget reserverades, eftersom du eller andra på samma nät bad om för mycket på en gång. Betala för det som redan är reserverat, eller vänta en stund och försök igen.
    .taken = Några av de här platserna är tagna. Inget reserverades. Välj andra.
    .sold-out = Så många platser finns inte kvar. Prova färre eller ett annat pris. Reserverade platser kan bli lediga igen.
    .booking-limit = Inget reserverades. En bokning kan ha högst { $count ->
        [one] { $count } plats
       *[other] { $count } platser
    }. Välj färre platser eller gör en bokning till.
    .buyer-limit = Inget reserverades. En köpare kan ha högst { $count ->
        [one] { $count } plats
       *[other] { $count } platser
    } till det här evenemanget. Välj färre, eller släpp platser som är reserverade åt dig.
    .off = Inget reserverades. Evenemanget säljs inte just nu. Ladda om sidan för att se varför.
    .cookies = Inget reserverades, eftersom din webbläsare blockerar kakor. Tillåt kakor från den här biljettbutiken och försök igen.
    .state = Din bokning tillåter inte det längre. Titta på bokningen för att se hur den står.
