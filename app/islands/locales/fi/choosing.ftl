already = Tämä paikka on jo varattu sinulle: { $seat }.
asking = Tarkistamme, mitkä paikat ovat vapaana. Hetki vain.
    .places = Tarkistamme, montako paikkaa on vapaana. Hetki vain.
blocked = { $seat } ei ole myynnissä.
held = { $seat } on toisen varaama. Se voi vielä vapautua.
sold = { $seat } on myyty.
near = { $seats } on vapaana.
    .in-row = { $seats } samalla rivillä on vapaana.

lost = Joku muu ehti juuri ensin: { $seats }.
    .none = Sinulta ei veloitettu mitään. Valitse toinen paikka.
meanwhile = Sillä välin joku muu ehti ensin: { $seats }. Sinulta ei veloitettu mitään.
offer = { $count ->
        [one] { $seats } on vapaana: otatko sen?
       *[other] { $seats } ovat vapaana: otatko ne?
    }
    .in-row = { $count ->
        [one] { $seats } samalla rivillä on vapaana: otatko sen?
       *[other] { $seats } samalla rivillä ovat vapaana: otatko ne?
    }
instead = { $asked }: joku muu ehti ensin. Varasimme sinulle niiden sijaan: { $held }, { $total }. { $count ->
        [one] Maksa paikka tai vapauta se.
       *[other] Maksa paikat tai vapauta ne.
    }

take = Ota { $seat }
    .it = Ota paikka
    .seats = { $count ->
        [one] Ota { $count } paikka
       *[other] Ota { $count } paikkaa
    }

alone = Yksin jäisi { $seats }, eikä juuri kukaan halua istua siinä.
    .mend = { $count ->
        [one] Ota sekin, tai jätä viereinen paikka pois.
       *[other] Ota nekin, tai jätä viereiset paikat pois.
    }
    .move = Siirrytäänkö yhden verran?
    .others = { $count ->
        [one] Jos otat tämän paikan, viereen ei jää yksittäistä paikkaa: { $seats }. Otatko sen?
       *[other] Jos otat nämä paikat, viereen ei jää yksittäistä paikkaa: { $seats }. Otatko ne?
    }
move-along = Siirry yhden verran

found = Ehdotus: { $seats }. Tätä ei ole vielä varattu sinulle. Saat toisen ehdotuksen, kun painat uudelleen { NUMBER($size) }.
none = Yhtään paikkaa ei ole juuri nyt vapaana.
    .narrowed = Yhtään paikkaa ei ole juuri nyt vapaana niiden joukossa, joita katselet.
apart = Näin monta vierekkäistä paikkaa ei ole juuri nyt vapaana: { NUMBER($size) }. Etsi vähemmän tai valitse paikat kartalta yksitellen.
    .narrowed = Näin monta vierekkäistä paikkaa ei ole juuri nyt vapaana niiden joukossa, joita katselet: { NUMBER($size) }. Etsi vähemmän tai valitse paikat kartalta yksitellen.

standing = Täällä ei ole juuri nyt vapaita seisomapaikkoja.
    .seats = Yhdessä varauksessa voi olla joko istumapaikkoja tai seisomapaikkoja. Istumapaikkasi jäivät pois.
    .back = { $count ->
        [one] Takaisin { $count } istumapaikkaan
       *[other] Takaisin { $count } istumapaikkaan
    }

paid = { $count ->
        [one] Olet maksanut tämän paikan.
       *[other] Olet maksanut nämä paikat.
    }
    .link = Näytä liput
checking = Tarkistamme maksuasi.
ended = { $count ->
        [one] Varausaika on päättynyt. Korttiasi ei veloitettu. Paikka palasi myyntiin ja voi olla vielä vapaana.
       *[other] Varausaika on päättynyt. Korttiasi ei veloitettu. Paikat palasivat myyntiin ja voivat olla vielä vapaana.
    }
gone = { $count ->
        [one] Tämä paikka ei ole enää varattuna sinulle.
       *[other] Nämä paikat eivät ole enää varattuina sinulle.
    }
booking-link = Siirry varaukseen
released = Paikat on vapautettu. Mitään ei veloitettu.

refused = Tämä ei onnistunut. Mitään ei veloitettu. Lataa sivu uudelleen, niin näet, miten paikkojesi laita on.
    .turn = Mitään ei varattu: vuorosi on päättynyt. Paikkakartan yläpuolella oleva linkki vie jonoon.
    .internal = Meillä tapahtui virhe. Mitään ei veloitettu. Yritä hetken kuluttua uudelleen.
    .busy = Lipunmyyntiin ei saatu yhteyttä. Tarkista yhteytesi ja yritä uudelleen. Kaksi yritystä ei maksa enempää kuin yksi.
    .wait = Mitään ei varattu, koska sinä tai muut samassa verkossa pyysitte liikaa kerralla. Maksa jo varatut paikat, tai odota hetki ja yritä uudelleen.
    .taken = Osa näistä paikoista on jo viety. Mitään ei varattu. Valitse toiset.
    .sold-out = Näin monta paikkaa ei ole enää jäljellä. Kokeile vähempää tai toista hintaa. Varattuja paikkoja voi vielä vapautua.
    .booking-limit = Mitään ei varattu. Yhdessä varauksessa voi olla enintään { $count ->
        [one] { $count } paikka
       *[other] { $count } paikkaa
    }. Valitse vähemmän paikkoja tai tee toinen varaus.
    .buyer-limit = Mitään ei varattu. Yhdellä ostajalla voi olla tähän tapahtumaan enintään { $count ->
        [one] { $count } paikka
       *[other] { $count } paikkaa
    }. Valitse vähemmän, tai vapauta paikkoja, jotka on varattu sinulle.
    .off = Mitään ei varattu. Tapahtuma ei ole nyt myynnissä. Lataa sivu uudelleen, niin näet syyn.
    .cookies = Mitään ei varattu, koska selaimesi estää evästeet. Salli tämän lippukaupan evästeet ja yritä uudelleen.
    .state = Varauksesi ei enää salli tätä. Katso varauksesta, missä mennään.
