### Letters about refunds, cancelled events, new dates, transferred tickets, and other seats.

## The letter about a refund

# $event: the title of the event. $amount: for example "€45". $day: for example "Friday 27 November 2026". $fee: for example
# "€2". $tickets: the number of void tickets
refund = Votre remboursement : { $event }
    .sent = Nous avons envoyé votre remboursement de { $amount } le { $day }. Il est en route. Vous n’avez rien à faire.
    .free = { $tickets ->
        [one] Aucun argent n’est rendu pour ce billet.
       *[other] Aucun argent n’est rendu pour ces billets.
    }
    .void = { $tickets ->
        [one] Ce billet n’est plus valable
       *[other] Ces billets ne sont plus valables
    }
    .fee = Nous avons retenu { $fee } de frais.
    .bank = Votre banque peut mettre quelques jours à afficher le remboursement.
    .open = Ouvrir votre réservation

## The letter about a cancelled event

# $event: the title of the event. $when: for example "Friday 27 November 2026, 19:30"
cancelled = Annulé : { $event }
    .words = « { $event } », prévu le { $when }, n’aura pas lieu. Nous en sommes désolés.

## The letter about a new date

# $event: the title of the event. $when and $until: for example "Friday 27 November 2026, 19:30". $tickets: the number of the reader's
# tickets
moved = Nouvelle date : { $event }
    .words = « { $event } » a une nouvelle date : { $when }.
    .valid = { $tickets ->
        [one] Votre billet reste valable. Vous n’avez rien à faire.
       *[other] Vos billets restent valables. Vous n’avez rien à faire.
    }
    .back = Si la nouvelle date ne vous convient pas, vous pouvez rendre { $tickets ->
        [one] votre billet
       *[other] vos billets
    } jusqu’au { $until }. Le prix payé vous sera remboursé en entier.
    .open = { $tickets ->
        [one] Ouvrir le billet
       *[other] Ouvrir les billets
    }

## The letter about a transferred ticket that is now void

# $event: the title of the event. $when: for example "Friday 27 November 2026, 19:30"
void = Votre billet n’est plus valable : { $event }
    .words = Quelqu’un vous avait donné un billet pour « { $event } », le { $when }. Ce billet n’est plus valable : il ne permet plus d’entrer.
    .money = S’il est remboursé, l’argent revient à la personne qui l’a acheté. Si vous avez des questions, adressez-vous à cette personne.
    .places = La place du billet

## The letter of a booking whose buyer gave all tickets away

# $event: the title of the event. $when: for example "Friday 27 November 2026, 19:30". $tickets: the number of the tickets
transfer = Votre réservation : { $event }
    .words = { $tickets ->
        [one] Vous avez donné à quelqu’un d’autre votre billet pour « { $event } » ({ $when }).
       *[other] Vous avez donné à d’autres personnes tous vos billets pour « { $event } » ({ $when }).
    }
    .codes = { $tickets ->
        [one] La personne qui l’a reçu a un nouveau code. Le vôtre ne fonctionne plus. Vous n’avez rien à faire.
       *[other] Les personnes qui les ont reçus ont de nouveaux codes. Les vôtres ne fonctionnent plus. Vous n’avez rien à faire.
    }
    .places = { $tickets ->
        [one] La place du billet
       *[other] Les places des billets
    }

## The letter about other seats, for a buyer whose payment arrived after the first seats were taken

# $event: the title of the event. $time: for example "Friday 27 November 2026, 19:30". $seats: the number of held seats
offer = D’autres places vous sont réservées : { $event }
    .words = { $seats ->
        [one] Quelqu’un d’autre a pris votre place pour « { $event } » avant que vous ayez payé. Nous vous réservons une autre place au même prix.
       *[other] Quelqu’un d’autre a pris vos places pour « { $event } » avant que vous ayez payé. Nous vous réservons d’autres places au même prix.
    }
    .until = { $seats ->
        [one] Elle est réservée jusqu’au { $time }.
       *[other] Elles sont réservées jusqu’au { $time }.
    }
    .back = { $seats ->
        [one] Si vous ne la prenez pas à temps, tout votre argent vous sera rendu. Vous n’avez rien à faire.
       *[other] Si vous ne les prenez pas à temps, tout votre argent vous sera rendu. Vous n’avez rien à faire.
    }
    .places = { $seats ->
        [one] La place que nous vous réservons
       *[other] Les places que nous vous réservons
    }
    .open = { $seats ->
        [one] Prendre cette place ou demander le remboursement, dans le navigateur où vous avez payé
       *[other] Prendre ces places ou demander le remboursement, dans le navigateur où vous avez payé
    }

## The credit note, if the seller issues receipts

# $number: the number of the credit note
credit = Avoir { $number }
