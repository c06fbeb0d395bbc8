### Letters about refunds, cancelled events, events on another date, and other seats.

## The letter about a refund

# $event: the title of the event. $amount: as €45. $day: as 2026-11-27. $fee: as €2. $tickets: how many are void
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

## The letter about an event that does not take place

# $event: the title of the event. $when: as Friday 27 November 2026, 19:30
cancelled = Annulé : { $event }
    .words = « { $event } », prévu le { $when }, n’aura pas lieu. Nous en sommes désolés.

## The letter about an event on another date

# $event: the title of the event. $when and $until: as Friday 27 November 2026, 19:30. $tickets: how many tickets the reader has
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

## The letter about a ticket that was given to the reader and is void

# $event: the title of the event. $when: as Friday 27 November 2026, 19:30
void = Votre billet n’est plus valable : { $event }
    .words = Quelqu’un vous avait donné un billet pour « { $event } », le { $when }. Ce billet n’est plus valable : il ne permet plus d’entrer.
    .money = S’il est remboursé, l’argent revient à la personne qui l’a acheté. Si vous avez des questions, adressez-vous à cette personne.
    .places = La place du billet

## The letter about other seats, for a buyer whose money came when the first ones were gone

# $event: the title of the event. $time: as Friday 27 November 2026, 19:30. $seats: how many seats are held
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

## The credit note, where the seller gives receipts

# $number: the number of the credit note
credit = Avoir { $number }
