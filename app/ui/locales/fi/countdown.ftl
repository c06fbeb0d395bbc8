left = Maksuaikaa jäljellä

held = { $seats ->
        [one] { $seats } paikka on varattu sinulle. Kukaan muu ei voi ottaa sitä.
       *[other] { $seats } paikkaa on varattu sinulle. Kukaan muu ei voi ottaa niitä.
    }
    .last = { $seats ->
        [one] Sen jälkeen { $seats } paikka palaa myyntiin. Maksa nyt, niin se pysyy sinulla. Jos et maksa, mitään ei veloiteta.
       *[other] Sen jälkeen { $seats } paikkaa palaa myyntiin. Maksa nyt, niin ne pysyvät sinulla. Jos et maksa, mitään ei veloiteta.
    }

checking = Tarkistamme varaustasi…

still = Näin paljon aikaa oli jäljellä, kun sivu ladattiin: varausaika päättyy klo { $time }. Lataa sivu uudelleen, niin näet, paljonko aikaa on jäljellä.

two-minutes = { $seats ->
        [one] Sinulla on 2 minuuttia aikaa maksaa { $seats } paikka.
       *[other] Sinulla on 2 minuuttia aikaa maksaa { $seats } paikkaa.
    }
one-minute = { $seats ->
        [one] Sinulla on minuutti aikaa maksaa { $seats } paikka.
       *[other] Sinulla on minuutti aikaa maksaa { $seats } paikkaa.
    }
half-minute = { $seats ->
        [one] Sinulla on 30 sekuntia aikaa maksaa { $seats } paikka.
       *[other] Sinulla on 30 sekuntia aikaa maksaa { $seats } paikkaa.
    }
