### Giving tickets back: the page with the refund, the list of refunds on the page of a booking, and the terms on the checkout.

## The link on the page of a booking, and the title of the page

title = Rendre des billets

## The first step: which tickets. $address: a masked e-mail address, for example "m***@example.org"

choose = Quels billets voulez-vous rendre ?
    .see = Voir le remboursement
    .none = Choisissez au moins un billet
    .safe = Rien n’a été modifié.
    .given = donné à { $address } ; le billet de cette personne cesse d’être valable
keep = Garder mes billets

## The second step: the refund. $amount and $fee: for example "€45". $tickets: the number of tickets

back = Nous vous remboursons { $amount }
    .fee = Les frais de { $fee } sont déjà déduits.
    .void = { $tickets ->
        [one] Ce billet cesse aussitôt d’être valable, et quelqu’un d’autre peut acheter la place. C’est définitif.
       *[other] Ces billets cessent aussitôt d’être valables, et d’autres personnes peuvent acheter les places. C’est définitif.
    }
    .money = L’argent revient par le moyen que vous avez utilisé pour payer. Votre banque peut mettre quelques jours à l’afficher.
confirm = { $tickets ->
        [one] Rendre { $tickets } billet
       *[other] Rendre { $tickets } billets
    }

## Why tickets cannot be given back: a title, and the reason

refused = Ces billets ne peuvent pas être rendus
    .not-paid = Cette réservation n’a pas de billets : il n’y a rien à rendre.
    .refunded = Ces billets ont déjà été rendus. Votre réservation indique le remboursement.
    .not-offered = Les billets de cet événement ne peuvent pas être rendus. Vos billets restent valables.
    .too-late = Le délai pour rendre des billets est passé. Vos billets restent valables.
    .cancelled = L’événement est annulé. Vos billets vous sont remboursés. Vous n’avez rien à faire.
    .more = Nous avons déjà versé un remboursement pour cette réservation. Rien n’a été modifié. Veuillez écrire à la billetterie.
    .nothing = Les frais sont aussi élevés que le prix : rien ne vous serait remboursé. Vos billets restent valables.
    .used = Quelqu’un est déjà entré avec l’un de ces billets : il ne peut plus être rendu. Rien n’a été modifié.
    .early = L’encaissement de votre paiement n’est pas terminé. Vos billets sont valables. Réessayez dans une minute.
    .booking = Retour à la réservation

## The refunds of a booking. $amount and $fee: for example "€45". $day: for example "Friday 27 November 2026". $places: for example "Stalls,
## row 4, seat 12; Stalls, row 4, seat 13"

refunds = Remboursements
    .sent = Nous avons envoyé votre remboursement de { $amount } le { $day }. Il est en route. Vous n’avez rien à faire.
    .paid = Nous vous avons remboursé { $amount } le { $day }. Votre banque peut mettre quelques jours à afficher ce montant.
    .failed = Votre banque n’a pas accepté votre remboursement de { $amount }. Nous vous devons cette somme et vous la verserons d’une autre manière. Vous n’avez rien à faire.
    .free = Vous avez rendu des billets le { $day }. Ils étaient gratuits : il n’y a rien à rembourser.
    .fee = Nous avons retenu { $fee } de frais.
    .places = Billets annulés : { $places }

## The terms of refunds, on the checkout above the pay button. `.until` comes first, then a sentence about the money. $until: for example
## "Friday 27 November 2026, 19:30". $percent: a share of the price, for example 90. $fee: for example "€2"

terms = Les billets de cet événement ne peuvent pas être rendus.
    .over = Les billets de cet événement ne peuvent plus être rendus.
    .until = Vous pouvez rendre des billets jusqu’au { $until }.
    .all = Le prix payé vous est remboursé en entier.
    .share = Nous vous remboursons { NUMBER($percent) } % du prix.
    .fee = Nous vous remboursons le prix, moins { $fee } de frais par billet.
    .share-fee = Nous vous remboursons { NUMBER($percent) } % du prix, moins { $fee } de frais par billet.
