### Paying on the payment provider's page: the form on the checkout, the page to which buyers return, and the sandbox's own page.

## The form on the checkout

# $total: the amount to pay, for example "€45". $seats: the number of held seats
pay = Payer { $total }
    .leave = Vous payez sur la page de notre prestataire de paiement. { $seats ->
        [one] Votre place reste réservée
       *[other] Vos places restent réservées
    } pendant que vous payez, même si cela dure quelques minutes de plus que le temps indiqué ci-dessus.
sandbox-way = Payer sur la page de test

## Giving held seats back: an expandable line on the checkout, and the notice on the page of the event afterwards. $seats: the number of
## seats

release = { $seats ->
        [one] Rendre la place
       *[other] Rendre les places
    }
    .words = { $seats ->
        [one] Quelqu’un d’autre pourra la prendre
       *[other] D’autres personnes pourront les prendre
    } aussitôt. Rien n’est débité.
    .yes = { $seats ->
        [one] Oui, la rendre
       *[other] Oui, les rendre
    }
released = { $seats ->
        [one] Vous avez rendu la place
       *[other] Vous avez rendu les places
    }
    .words = { $seats ->
        [one] Rien n’a été débité. Tout le monde peut de nouveau la réserver, vous aussi.
       *[other] Rien n’a été débité. Tout le monde peut de nouveau les réserver, vous aussi.
    }

## After a hold has ended. $seats: the number of seats. `.area`: for standing places, which have no numbers

again = { $seats ->
        [one] Réessayer avec la même place
       *[other] Réessayer avec les mêmes places
    }
    .area = { $seats ->
        [one] Réessayer de réserver une place
       *[other] Réessayer de réserver { $seats } places
    }

## More time to pay: a form on the checkout, and its results. $seats: the number of held seats. $time: a time of day, for example "18:58:30 (UTC+2)"

more = Demander cinq minutes de plus
    .words = Vous pouvez obtenir cinq minutes de plus, une seule fois, si vous les demandez avant la dernière minute.
    .done = Vous avez cinq minutes de plus
    .until = { $seats ->
        [one] Votre place est réservée
       *[other] Vos places sont réservées
    } jusqu’à { $time }.
more-refused = Vous avez déjà obtenu cinq minutes de plus pour cette réservation. Elle reste valable jusqu’à la fin du compte à rebours.
    .late = La dernière minute a commencé. Votre réservation reste valable jusqu’à la fin du compte à rebours. Payez avant.
    .off = Pour cet événement, personne ne peut obtenir plus de temps. Votre réservation reste valable jusqu’à la fin du compte à rebours.

## The form on the checkout: the result of a payment

# After too many declined payments
refused-often = Trop de paiements ont été refusés : aucune autre carte ne peut être essayée pour le moment. Rien n’a été débité, et votre réservation reste valable jusqu’à la fin du compte à rebours. Adressez-vous à votre banque, ou réessayez dans une heure.

# The page showed another total: the buyer chose other prices in another tab. $total: the new total, for example "€45". $seats: the number of
# held seats
price-changed = Le total est maintenant de { $total }
    .words = Votre page affichait encore l’ancien total : rien n’a été débité. { $seats ->
        [one] Votre place reste réservée
       *[other] Vos places restent réservées
    }. Si le nouveau total est correct, payez maintenant.

## On the checkout, while the provider's page is open. $time: a time of day, for example "18:58:30 (UTC+2)"

# $seats: the number of held seats
resume = Vous avez commencé à payer
    .words = Terminez sur la page de paiement. { $seats ->
        [one] Votre place est réservée
       *[other] Vos places sont réservées
    } jusqu’à { $time }. Le montant n’est débité qu’une fois, même si vous ouvrez deux fois la page de paiement.
    .link = Aller à la page de paiement

## The page to which buyers return: a title, and its meaning

title = Votre paiement
waits = Vous n’avez pas encore payé
    .words = Votre réservation est toujours valable. Rien n’a été débité.
checking = Nous vérifions votre paiement
    .words = Cela prend un instant. Vous n’avez rien à faire. Vous recevrez vos billets, ou votre argent vous sera rendu.
    .again = Vérifier à nouveau
paid = Vous avez payé
    .words = Vos billets sont prêts.
    .link = Voir les billets
unpaid = Vous n’avez pas payé
    .words = Rien n’a été débité.
# The seats were taken before the payment arrived. $time: a time of day, for example "18:58:30 (UTC+2)"
offer = Nous vous réservons d’autres places
    .words = Quelqu’un d’autre a pris vos places avant que vous ayez payé. Nous vous réservons d’autres places au même prix. Si vous ne les prenez pas à temps, tout votre argent vous sera rendu.
    .until = Elles sont réservées jusqu’à { $time }.
    .take = Prendre ces places
    .leave = Non, me rembourser
returning = Votre remboursement est en cours
    .words = Votre paiement n’a pas permis d’acheter ces places. Nous vous remboursons. Vous n’avez rien à faire.
returned = Votre argent vous a été rendu
    .words = Ces places ne sont pas à vous. Votre banque peut mettre quelques jours à afficher le remboursement.
elsewhere = Pour continuer, ouvrez votre réservation dans le navigateur où vous avez choisi les places.
booking-link = Aller à votre réservation

## The sandbox's own page

sandbox = Paiement de test
    .words = Aucun argent ne circule ici, et les vraies cartes ne sont pas acceptées. Utilisez l’une des cartes de test ci-dessous.
    .number = Numéro de carte
    .pay = Payer { $total }
    .back = Retour à la billetterie
# `.here`: on the checkout. $card: the number of a card
cards = Cartes de test
    .here = Cette billetterie fonctionne en mode test : aucun argent ne circule, et les vraies cartes ne sont pas acceptées. La carte de test { $card } permet de payer ; d’autres sont indiquées ci-dessous.
    .all = Toutes les cartes de test
    .accepted = est acceptée
    .declined = est refusée
    .funds = n’a pas assez d’argent
    .error = provoque une erreur chez le prestataire
    .slow = est lente (3 secondes), puis acceptée
    .challenge = amène la banque à demander si c’est bien vous
    .uncapturable = est acceptée, mais l’argent n’arrive jamais
declined = Votre banque a refusé la carte
    .words = Rien n’a été débité. Essayez une autre carte.
funds = Il n’y a pas assez d’argent sur la carte
failed = Le paiement n’a pas abouti
    .words = Rien n’a été débité. Réessayez, ou essayez une autre carte.
unknown = Cette carte n’est pas une carte de test
challenge = Votre banque demande : est-ce bien vous ?
    .words = Une vraie banque enverrait un code à votre téléphone. Choisissez une réponse.
    .passed = Oui, c’est moi
    .failed = Non
unproved = Votre banque n’a pas pu confirmer que c’est bien vous
over = Cette page est fermée
    .words = Le paiement a été fait, ou le temps pour payer est écoulé.
