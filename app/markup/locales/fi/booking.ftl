title = Varaus: { $event }
    .tickets = Liput: { $event }
all = Omat varaukset

paid = Maksettu
    .heading = Tervetuloa!
    .sum = { $tickets ->
        [one] { $tickets } lippu. Maksettu { $total }.
       *[other] { $tickets } lippua. Maksettu { $total }.
    }
    .some = { $tickets ->
        [one] { $tickets } lippu. Koko varauksesta maksettu { $total }.
       *[other] { $tickets } lippua. Koko varauksesta maksettu { $total }.
    }
    .none = Sinulla ei ole enää lippuja tästä varauksesta
    .whole = Koko varauksesta maksettu { $total }.
    .print = Tulosta
tickets = Liput
    .door = Näytä koodi ovella paperilla tai näytöltä. Yhdellä koodilla pääsee sisään yksi henkilö yhden kerran. Älä näytä koodia kenellekään ennen sitä.
number = Varaus { $number }.

places = Paikat
total = Yhteensä
look = Tarkista uudelleen
pay = Jatka maksamaan
choose = Valitse paikat uudelleen

bought = Varaus on maksettu.
    .words = { $seats ->
        [one] Lippusi on valmiina.
       *[other] Lippusi ovat valmiina.
    }
checking = Tarkistamme maksuasi.
    .words = { $seats ->
        [one] Emme vielä tiedä, onnistuiko maksu. Joko saat lipun tai palautamme rahat. Tarkista uudelleen hetken kuluttua.
       *[other] Emme vielä tiedä, onnistuiko maksu. Joko saat liput tai palautamme rahat. Tarkista uudelleen hetken kuluttua.
    }
held = { $seats ->
        [one] Paikka on varattu sinulle.
       *[other] Paikat on varattu sinulle.
    }
    .words = { $seats ->
        [one] Maksa ennen kuin varausaika loppuu. Siihen asti kukaan muu ei voi ottaa paikkaasi.
       *[other] Maksa ennen kuin varausaika loppuu. Siihen asti kukaan muu ei voi ottaa paikkojasi.
    }
returning = Palautamme rahasi.
    .words = { $seats ->
        [one] Et saanut tätä paikkaa maksullasi. Rahat ovat tulossa takaisin. Sinun ei tarvitse tehdä mitään.
       *[other] Et saanut näitä paikkoja maksullasi. Rahat ovat tulossa takaisin. Sinun ei tarvitse tehdä mitään.
    }
returned = Rahasi on palautettu.
    .words = { $seats ->
        [one] Tämä paikka ei ole sinun. Voi kestää muutaman päivän, ennen kuin rahat näkyvät tililläsi.
       *[other] Nämä paikat eivät ole sinun. Voi kestää muutaman päivän, ennen kuin rahat näkyvät tililläsi.
    }
expired = Varausaika on päättynyt.
    .words = { $seats ->
        [one] Korttiasi ei veloitettu. Paikka palasi myyntiin ja voi olla yhä vapaana.
       *[other] Korttiasi ei veloitettu. Paikat palasivat myyntiin ja voivat olla yhä vapaina.
    }
cancelled = { $seats ->
        [one] Vapautit tämän paikan.
       *[other] Vapautit nämä paikat.
    }
    .words = { $seats ->
        [one] Mitään ei veloitettu. Kuka tahansa voi nyt varata paikan, myös sinä.
       *[other] Mitään ei veloitettu. Kuka tahansa voi nyt varata paikat, myös sinä.
    }
void = { $seats ->
        [one] Tämä lippu ei ole enää voimassa.
       *[other] Nämä liput eivät ole enää voimassa.
    }
    .words = { $seats ->
        [one] Lipulla ei pääse sisään. Jos korttiasi veloitettiin siitä, rahat palautetaan kortille. Paikka voi olla yhä vapaana.
       *[other] Lipuilla ei pääse sisään. Jos korttiasi veloitettiin niistä, rahat palautetaan kortille. Paikat voivat olla yhä vapaina.
    }
