### The page of a booking: its tickets, or its status.

# The title of the browser tab. $event: the title of the event. `.tickets`: for a paid booking
title = Réservation : { $event }
    .tickets = Billets : { $event }
# A link to all bookings of the buyer
all = Mes réservations

## A paid booking

# `.sum`: below the title and time of the event. `.some`: instead, if the buyer gave some tickets away or back; `.none` and `.whole`: the
# heading and the sum if no tickets are left. $total: the amount paid, for example "€45"
paid = C’est payé, c’est à vous
    .heading = À bientôt !
    .sum = { $tickets ->
        [one] { $tickets } billet. Montant payé : { $total }.
       *[other] { $tickets } billets. Montant payé : { $total }.
    }
    .some = { $tickets ->
        [one] { $tickets } billet. Montant payé pour toute la réservation : { $total }.
       *[other] { $tickets } billets. Montant payé pour toute la réservation : { $total }.
    }
    .none = Vous n’avez plus de billet de cette réservation
    .whole = Montant payé pour toute la réservation : { $total }.
    .print = Imprimer
# Screen readers: the heading of the tickets. `.door`: below the tickets
tickets = Billets
    .door = Présentez le code à l’entrée, sur papier ou à l’écran. Chaque code fait entrer une personne, une seule fois. D’ici là, ne le montrez à personne.
# $number: the booking number, for example "7K3QW9XM"
number = Réservation { $number }.

## A booking without tickets: its seats, and the links

places = Places
total = Total
look = Vérifier à nouveau
pay = Continuer vers le paiement
choose = Choisir à nouveau des places

## The status of a booking: a title, then what is safe and what to do. $seats: the number of seats of the booking

bought = Cette réservation est payée.
    .words = { $seats ->
        [one] Votre billet est ici.
       *[other] Vos billets sont ici.
    }
checking = Nous vérifions votre paiement.
    .words = { $seats ->
        [one] Nous ne savons pas encore s’il a abouti. Vous recevrez votre billet, ou votre argent vous sera rendu. Vérifiez à nouveau dans un instant.
       *[other] Nous ne savons pas encore s’il a abouti. Vous recevrez vos billets, ou votre argent vous sera rendu. Vérifiez à nouveau dans un instant.
    }
held = { $seats ->
        [one] Votre place est réservée.
       *[other] Vos places sont réservées.
    }
    .words = { $seats ->
        [one] Payez avant la fin du compte à rebours ; d’ici là, personne d’autre ne peut la prendre.
       *[other] Payez avant la fin du compte à rebours ; d’ici là, personne d’autre ne peut les prendre.
    }
returning = Votre remboursement est en cours.
    .words = { $seats ->
        [one] Votre paiement n’a pas permis d’acheter cette place. Nous vous remboursons. Vous n’avez rien à faire.
       *[other] Votre paiement n’a pas permis d’acheter ces places. Nous vous remboursons. Vous n’avez rien à faire.
    }
returned = Votre argent vous a été rendu.
    .words = { $seats ->
        [one] Cette place n’est pas à vous. Votre banque peut mettre quelques jours à afficher le remboursement.
       *[other] Ces places ne sont pas à vous. Votre banque peut mettre quelques jours à afficher le remboursement.
    }
expired = Le temps pour payer est écoulé.
    .words = { $seats ->
        [one] Votre carte n’a pas été débitée. La place a été remise en vente ; elle est peut-être encore libre.
       *[other] Votre carte n’a pas été débitée. Les places ont été remises en vente ; elles sont peut-être encore libres.
    }
cancelled = { $seats ->
        [one] Vous avez rendu cette place.
       *[other] Vous avez rendu ces places.
    }
    .words = { $seats ->
        [one] Rien n’a été débité. Tout le monde peut de nouveau la réserver, vous aussi.
       *[other] Rien n’a été débité. Tout le monde peut de nouveau les réserver, vous aussi.
    }
void = { $seats ->
        [one] Ce billet n’est plus valable.
       *[other] Ces billets ne sont plus valables.
    }
    .words = { $seats ->
        [one] Il ne permet plus d’entrer. Si votre carte a été débitée pour ce billet, l’argent est reversé sur la carte. La place est peut-être encore libre.
       *[other] Ils ne permettent plus d’entrer. Si votre carte a été débitée pour ces billets, l’argent est reversé sur la carte. Les places sont peut-être encore libres.
    }
