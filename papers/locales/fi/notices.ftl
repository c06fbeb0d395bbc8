refund = Hyvityksesi: { $event }
    .sent = Hyvityksesi { $amount } on lähetetty ({ $day }). Rahat ovat tulossa. Sinun ei tarvitse tehdä mitään.
    .free = { $tickets ->
        [one] Tästä lipusta ei palauteta rahaa.
       *[other] Näistä lipuista ei palauteta rahaa.
    }
    .void = { $tickets ->
        [one] Tämä lippu ei ole enää voimassa
       *[other] Nämä liput eivät ole enää voimassa
    }
    .fee = Vähensimme palautusmaksun { $fee }.
    .bank = Voi kestää muutaman päivän, ennen kuin rahat näkyvät tililläsi.
    .open = Avaa varaus

cancelled = Peruttu: { $event }
    .words = Tapahtuma { $event } ({ $when }) on peruttu. Olemme pahoillamme.

moved = Uusi ajankohta: { $event }
    .words = Tapahtumalla { $event } on uusi ajankohta: { $when }.
    .valid = { $tickets ->
        [one] Lippusi on edelleen voimassa. Sinun ei tarvitse tehdä mitään.
       *[other] Lippusi ovat edelleen voimassa. Sinun ei tarvitse tehdä mitään.
    }
    .back = Jos uusi ajankohta ei sovi sinulle, voit palauttaa { $tickets ->
        [one] lipun
       *[other] liput
    } ja saada koko hinnan takaisin. Viimeinen palautusaika: { $until }.
    .open = { $tickets ->
        [one] Avaa lippu
       *[other] Avaa liput
    }

void = Lippusi ei ole enää voimassa: { $event }
    .words = Joku antoi sinulle lipun tapahtumaan { $event } ({ $when }). Lippu ei ole enää voimassa, eikä sillä pääse sisään.
    .money = Jos lipusta palautetaan rahaa, rahat saa lipun ostaja. Jos sinulla on kysyttävää, ota yhteyttä häneen.
    .places = Lipun paikka

transfer = Varauksesi: { $event }
    .words = { $tickets ->
        [one] Annoit lippusi tapahtumaan { $event } ({ $when }) toiselle.
       *[other] Annoit kaikki lippusi tapahtumaan { $event } ({ $when }) muille.
    }
    .codes = { $tickets ->
        [one] Lipun saajalla on uusi koodi. Sinun koodisi ei enää toimi. Sinun ei tarvitse tehdä mitään.
       *[other] Lippujen saajilla on uudet koodit. Sinun koodisi eivät enää toimi. Sinun ei tarvitse tehdä mitään.
    }
    .places = { $tickets ->
        [one] Lipun paikka
       *[other] Lippujen paikat
    }

offer = Sinulle on varattu muita paikkoja: { $event }
    .words = { $seats ->
        [one] Joku muu sai paikkasi tapahtumaan { $event } ennen kuin olit maksanut. Varasimme sinulle toisen paikan samaan hintaan.
       *[other] Joku muu sai paikkasi tapahtumaan { $event } ennen kuin olit maksanut. Varasimme sinulle toiset paikat samaan hintaan.
    }
    .until = { $seats ->
        [one] Paikan varaus päättyy: { $time }.
       *[other] Paikkojen varaus päättyy: { $time }.
    }
    .back = { $seats ->
        [one] Jos et ota paikkaa ajoissa, palautamme kaikki rahasi. Sinun ei tarvitse tehdä mitään.
       *[other] Jos et ota paikkoja ajoissa, palautamme kaikki rahasi. Sinun ei tarvitse tehdä mitään.
    }
    .places = { $seats ->
        [one] Sinulle varattu paikka
       *[other] Sinulle varatut paikat
    }
    .open = { $seats ->
        [one] Ota paikka tai pyydä rahat takaisin siinä selaimessa, jossa maksoit
       *[other] Ota paikat tai pyydä rahat takaisin siinä selaimessa, jossa maksoit
    }

credit = Hyvityslasku { $number }
