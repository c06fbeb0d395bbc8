heading = Omat varaukset

pending = Odottaa maksua
coming = Tulossa
over = Menneet ja päättyneet

none = Tässä selaimessa ei ole vielä varauksia.
    .advice =
        Valitse tapahtuma ja enintään { $seats ->
            [one] { $seats } paikka
           *[other] { $seats } paikkaa
        }. Varauksesi ja lippusi näkyvät täällä.
    .link = Katso tapahtumat

seats = { $seats ->
        [one] { $seats } paikka · { $total }
       *[other] { $seats } paikkaa · { $total }
    }
    .left = Lippuja jäljellä { NUMBER($tickets) }/{ NUMBER($seats) } · { $total }
pay = Maksa

held = { $minutes ->
        [one] Varattu vielä { $minutes } minuutin
       *[other] Varattu vielä { $minutes } minuuttia
    }
    .last = Varattu vielä alle minuutin
tickets = Liput
    .none = Ei lippuja jäljellä
expired = Ei maksettu ajoissa
cancelled = Varaus peruttu
refunded = Hyvitetty
