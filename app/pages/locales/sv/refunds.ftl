title = Lämna tillbaka biljetter

choose = Vilka biljetter vill du lämna tillbaka?
    .see = Se hur mycket du får tillbaka
    .none = Välj minst en biljett
    .safe = Inget har ändrats.
    .given = skickad till { $address }; den personens biljett slutar gälla
keep = Behåll biljetterna

back = Du får tillbaka { $amount }
    .fee = En avgift på { $fee } är redan avdragen.
    .void = { $tickets ->
        [one] Biljetten slutar gälla direkt, och andra kan köpa platsen. Du kan inte ångra det här.
       *[other] Biljetterna slutar gälla direkt, och andra kan köpa platserna. Du kan inte ångra det här.
    }
    .money = Pengarna går tillbaka på samma sätt som du betalade. Det kan ta några dagar innan de syns på ditt konto.
confirm = { $tickets ->
        [one] Lämna tillbaka { $tickets } biljett
       *[other] Lämna tillbaka { $tickets } biljetter
    }

refused = De här biljetterna går inte att lämna tillbaka
    .not-paid = Bokningen har inga biljetter, så det finns inget att lämna tillbaka.
    .refunded = De här biljetterna har redan lämnats tillbaka. Återbetalningen syns i bokningen.
    .not-offered = Biljetter till det här evenemanget går inte att lämna tillbaka. Dina biljetter gäller fortfarande.
    .too-late = Tiden för att lämna tillbaka biljetter har gått ut. Dina biljetter gäller fortfarande.
    .cancelled = Evenemanget är inställt. Du får tillbaka pengarna. Du behöver inte göra något.
    .more = Vi har redan betalat tillbaka pengar för den här bokningen. Inget har ändrats. Kontakta biljettbutiken.
    .nothing = Avgiften är lika stor som priset, så du skulle inte få något tillbaka. Dina biljetter gäller fortfarande.
    .used = Någon har redan gått in med en av biljetterna, så den går inte att lämna tillbaka. Inget har ändrats.
    .early = Vi håller fortfarande på att ta emot din betalning. Dina biljetter gäller. Försök igen om en minut.
    .booking = Tillbaka till bokningen

refunds = Återbetalningar
    .sent = Återbetalningen på { $amount } är skickad ({ $day }). Pengarna är på väg. Du behöver inte göra något.
    .paid = Återbetalningen på { $amount } är betald ({ $day }). Det kan ta några dagar innan pengarna syns på ditt konto.
    .failed = Banken tog inte emot återbetalningen på { $amount }. Vi är skyldiga dig pengarna och betalar tillbaka dem på ett annat sätt. Du behöver inte göra något.
    .free = Du lämnade tillbaka biljetter ({ $day }). De kostade ingenting, så inga pengar betalas tillbaka.
    .fee = Vi drog av en avgift på { $fee }.
    .places = Gäller inte längre: { $places }

terms = Biljetter till det här evenemanget går inte att lämna tillbaka.
    .over = Biljetter till det här evenemanget går inte längre att lämna tillbaka.
    .until = Du kan lämna tillbaka biljetter fram till { $until }.
    .all = Du får tillbaka alla pengar.
    .share = Du får tillbaka { NUMBER($percent) } % av priset.
    .fee = Du får tillbaka priset, minus en avgift på { $fee } per biljett.
    .share-fee = Du får tillbaka { NUMBER($percent) } % av priset, minus en avgift på { $fee } per biljett.
