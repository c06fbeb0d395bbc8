pay = Maksa { $total }
    .leave = Maksat maksupalvelumme sivulla. { $seats ->
        [one] Paikkasi pysyy varattuna
       *[other] Paikkasi pysyvät varattuina
    } maksamisen ajan, vaikka se kestäisi muutaman minuutin kauemmin kuin yllä oleva aika.
sandbox-way = Maksa testisivulla

release = { $seats ->
        [one] Vapauta paikka
       *[other] Vapauta paikat
    }
    .words = { $seats ->
        [one] Muut voivat heti varata paikan.
       *[other] Muut voivat heti varata paikat.
    } Mitään ei veloiteta.
    .yes = { $seats ->
        [one] Kyllä, vapauta paikka
       *[other] Kyllä, vapauta paikat
    }
released = { $seats ->
        [one] Vapautit paikan
       *[other] Vapautit paikat
    }
    .words = { $seats ->
        [one] Mitään ei veloitettu. Kuka tahansa voi nyt varata paikan, myös sinä.
       *[other] Mitään ei veloitettu. Kuka tahansa voi nyt varata paikat, myös sinä.
    }

again = { $seats ->
        [one] Yritä varata sama paikka uudelleen
       *[other] Yritä varata samat paikat uudelleen
    }
    .area = { $seats ->
        [one] Yritä varata paikka uudelleen
       *[other] Yritä varata { $seats } paikkaa uudelleen
    }

more = Tarvitsen viisi minuuttia lisää
    .words = Voit saada kerran viisi minuuttia lisää, jos pyydät ennen viimeistä minuuttia.
    .done = Sait viisi minuuttia lisää
    .until = { $seats ->
        [one] Paikkasi on varattuna
       *[other] Paikkasi ovat varattuina
    } klo { $time } asti.
more-refused = Sait jo viisi minuuttia lisää tälle varaukselle. Varauksesi on voimassa varausajan loppuun.
    .late = Viimeinen minuutti on alkanut. Varauksesi on voimassa varausajan loppuun. Maksa ennen sitä.
    .off = Tässä tapahtumassa ei anneta lisäaikaa. Varauksesi on voimassa varausajan loppuun.

refused-often = Liian moni maksu hylättiin, joten et voi nyt kokeilla muita kortteja. Mitään ei veloitettu, ja paikkasi pysyvät varattuina varausajan loppuun. Kysy pankistasi tai yritä uudelleen tunnin kuluttua.
price-changed = Loppusumma on nyt { $total }
    .words = Sivullasi näkyi vielä vanha loppusumma, joten mitään ei veloitettu. { $seats ->
        [one] Paikkasi on yhä varattuna
       *[other] Paikkasi ovat yhä varattuina
    }. Jos uusi loppusumma on oikein, voit maksaa nyt.

resume = Maksusi on kesken
    .words = Viimeistele maksu maksusivulla. { $seats ->
        [one] Paikkasi on varattuna
       *[other] Paikkasi ovat varattuina
    } klo { $time } asti. Sinua veloitetaan vain kerran, vaikka avaisit maksusivun kahdesti.
    .link = Siirry maksusivulle

title = Maksusi
waits = Et ole vielä maksanut
    .words = Paikkasi on yhä varattu. Mitään ei veloitettu.
checking = Tarkistamme maksuasi
    .words = Tässä menee hetki. Sinun ei tarvitse tehdä mitään. Joko saat liput tai palautamme rahat.
    .again = Tarkista uudelleen
paid = Olet maksanut
    .words = Lippusi ovat valmiina.
    .link = Näytä liput
unpaid = Et ole maksanut
    .words = Mitään ei veloitettu.
offer = Olemme varanneet sinulle muita paikkoja
    .words = Joku muu sai paikkasi ennen kuin olit maksanut. Varasimme sinulle toiset paikat samaan hintaan. Jos et ota niitä ajoissa, palautamme kaikki rahasi.
    .until = Paikat on varattu klo { $time } asti.
    .take = Otan nämä paikat
    .leave = En, haluan rahat takaisin
returning = Palautamme rahasi
    .words = Et saanut näitä paikkoja maksullasi. Rahat ovat tulossa takaisin. Sinun ei tarvitse tehdä mitään.
returned = Rahasi on palautettu
    .words = Nämä paikat eivät ole sinun. Voi kestää muutaman päivän, ennen kuin rahat näkyvät tililläsi.
elsewhere = Jatka avaamalla varauksesi siinä selaimessa, jossa valitsit paikat.
booking-link = Siirry varaukseen

sandbox = Testimaksu
    .words = Rahaa ei siirry, eikä oikeita kortteja hyväksytä. Käytä jotakin alla olevista testikorteista.
    .number = Kortin numero
    .pay = Maksa { $total }
    .back = Takaisin lippukauppaan
cards = Testikortit
    .here = Tämä lippukauppa on testikäytössä: rahaa ei siirry, eikä oikeita kortteja hyväksytä. Testikortti { $card } toimii. Lisää testikortteja on alla.
    .all = Kaikki testikortit
    .accepted = hyväksytään
    .declined = hylätään
    .funds = ei katetta
    .error = aiheuttaa virheen maksupalvelussa
    .slow = on hidas (3 sekuntia), sitten hyväksytään
    .challenge = pankki pyytää vahvistamaan, että se olet sinä
    .uncapturable = hyväksytään, mutta rahat eivät tule koskaan perille
declined = Pankkisi hylkäsi kortin
    .words = Mitään ei veloitettu. Kokeile toista korttia.
funds = Kortilla ei ole tarpeeksi katetta
failed = Maksu ei onnistunut
    .words = Mitään ei veloitettu. Yritä uudelleen tai kokeile toista korttia.
unknown = Tämä ei ole testikortti
challenge = Pankkisi kysyy: oletko se sinä?
    .words = Oikea pankki lähettäisi koodin puhelimeesi. Valitse vastaus.
    .passed = Kyllä, minä se olen
    .failed = En ole
unproved = Pankkisi ei voinut vahvistaa, että se olet sinä
over = Tämä sivu on suljettu
    .words = Maksu on tehty, tai maksuaika on päättynyt.
