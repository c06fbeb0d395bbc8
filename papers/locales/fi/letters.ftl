subject = Lippusi: { $event }
paid = Sinulla on { $tickets ->
        [one] { $tickets } lippu
       *[other] { $tickets } lippua
    }
    .total = Maksettu { $total }.
given = Sinulle lippu: { $event }
    .words = Joku osti tämän lipun ja antoi sen sinulle. Nyt se on sinun. Ostajan koodi ei enää toimi.
when = Milloin
venue = Missä
places = { $tickets ->
        [one] Paikka
       *[other] Paikat
    }
    .proof = ota mukaan { $proof }
enclosed = { $tickets ->
        [one] Lippu on liitteenä PDF-tiedostona. Tulosta se tai näytä koodi puhelimesta.
       *[other] Liput ovat liitteenä PDF-tiedostona. Tulosta ne tai näytä koodit puhelimesta.
    }
door = { $tickets ->
        [one] Koodilla pääsee sisään yksi henkilö yhden kerran. Älä näytä koodia kenellekään ennen kuin olet ovella.
       *[other] Jokaisella koodilla pääsee sisään yksi henkilö yhden kerran. Älä näytä koodeja kenellekään ennen kuin olet ovella.
    }
open = { $tickets ->
        [one] Avaa lippu
       *[other] Avaa liput
    }
    .pdf = Liput (PDF)
    .phone = Liput puhelimeen (PDF)
    .calendar = Lisää kalenteriin
    .lost = { $tickets ->
        [one] Käytä tätä linkkiä, jos lippu katoaa. Älä anna linkkiä muille: kuka tahansa voi käyttää sillä lippua.
       *[other] Käytä tätä linkkiä, jos liput katoavat. Älä anna linkkiä muille: kuka tahansa voi käyttää sillä lippuja.
    }
    .here = { $tickets ->
        [one] Voit avata tämän sivun uudelleen, jos lippu katoaa. Älä anna sivun osoitetta muille: kuka tahansa voi käyttää sillä lippua.
       *[other] Voit avata tämän sivun uudelleen, jos liput katoavat. Älä anna sivun osoitetta muille: kuka tahansa voi käyttää sillä lippuja.
    }
booking = Varaus { $booking }

sign-in = { $code } on kirjautumiskoodisi
    .words = Kirjoita koodi samassa selaimessa sille sivulle, jolla pyysit sen. Voit käyttää koodin kerran 15 minuutin kuluessa.
    .link = Kirjaudu sisään
    .not-you = Jos et pyytänyt koodia, sinun ei tarvitse tehdä mitään. Kukaan ei voi kirjautua ilman koodia, joten älä kerro sitä kenellekään.

kept = Omat viestit
    .words = Tällä lippukaupalla ei ole sähköpostipalvelinta, joten se ei lähetä sähköpostia. Voit lukea varauksiisi liittyvät viestit täällä.
    .none = Viestejä ei ole vielä. Saat viestin, kun annat sähköpostiosoitteen maksaessasi.
    .to = Vastaanottaja: { $address }, { $day }
bookings = Omat varaukset

receipt = Kuitti { $number }
    .sold-by = Myyjä
    .date = Päivämäärä
    .total = Yhteensä
vat = Sis. alv { $rate } %
