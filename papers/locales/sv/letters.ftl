subject = Dina biljetter: { $event }
paid = Du har { $tickets ->
        [one] { $tickets } biljett
       *[other] { $tickets } biljetter
    }
    .total = Betalt: { $total }.
given = En biljett till dig: { $event }
    .words = Någon har köpt den här biljetten och gett den till dig. Nu är den din. Köparens kod gäller inte längre.
when = När
venue = Var
places = { $tickets ->
        [one] Din plats
       *[other] Dina platser
    }
    .proof = ta med { $proof }
enclosed = { $tickets ->
        [one] Biljetten är bifogad som PDF. Skriv ut den eller visa koden i mobilen.
       *[other] Biljetterna är bifogade som PDF. Skriv ut dem eller visa koderna i mobilen.
    }
door = { $tickets ->
        [one] Koden släpper in en person en gång. Visa den inte för någon förrän du är vid entrén.
       *[other] Varje kod släpper in en person en gång. Visa inte koderna för någon förrän du är vid entrén.
    }
open = { $tickets ->
        [one] Öppna biljetten
       *[other] Öppna biljetterna
    }
    .pdf = Biljetter som PDF
    .phone = Biljetter som PDF för mobilen
    .calendar = Lägg till i kalendern
    .lost = { $tickets ->
        [one] Använd den här länken om du tappar bort biljetten. Ge den inte till någon annan: alla som har länken kan använda biljetten.
       *[other] Använd den här länken om du tappar bort biljetterna. Ge den inte till någon annan: alla som har länken kan använda biljetterna.
    }
    .here = { $tickets ->
        [one] Du kan öppna den här sidan igen om du tappar bort biljetten. Ge inte adressen till någon annan: alla som har den kan använda biljetten.
       *[other] Du kan öppna den här sidan igen om du tappar bort biljetterna. Ge inte adressen till någon annan: alla som har den kan använda biljetterna.
    }
booking = Bokning { $booking }

sign-in = { $code } är din inloggningskod
    .words = Skriv koden på sidan där du bad om den, i samma webbläsare. Du kan använda den en gång inom 15 minuter.
    .link = Logga in
    .not-you = Om du inte har bett om koden behöver du inte göra något. Ingen kan logga in utan den, så visa den inte för någon.

kept = Dina meddelanden
    .words = Den här biljettbutiken har ingen e-postserver, så den skickar ingen e-post. Här kan du läsa meddelandena om dina bokningar.
    .none = Det finns inga meddelanden än. Du får ett när du anger en e-postadress vid betalningen.
    .to = Till { $address }, { $day }
bookings = Mina bokningar

receipt = Kvitto { $number }
    .sold-by = Säljare
    .date = Datum
    .total = Totalt
vat = Varav moms { $rate } %
