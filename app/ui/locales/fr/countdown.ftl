left = Temps restant pour payer

held = { $seats ->
        [one] { $seats } place vous est réservée. Personne d’autre ne peut la prendre.
       *[other] { $seats } places vous sont réservées. Personne d’autre ne peut les prendre.
    }
    .last = { $seats ->
        [one] Ensuite, { $seats } place sera remise en vente. Payez maintenant pour la garder. Sinon, rien ne sera débité.
       *[other] Ensuite, { $seats } places seront remises en vente. Payez maintenant pour les garder. Sinon, rien ne sera débité.
    }

checking = Nous vérifions votre réservation…

still = C’est le temps qui restait au chargement de la page : la réservation se termine à { $time }. Rechargez la page pour voir le temps restant.

two-minutes = Il reste 2 minutes pour payer { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }.
one-minute = Il reste une minute pour payer { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }.
half-minute = Il reste 30 secondes pour payer { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }.
