### The letter with the tickets, and the page that shows it.

## The letter

# $event: the title of the event
subject = Vos billets : { $event }
# $total: the amount paid, for example "€45"
paid = Vous avez { $tickets ->
        [one] { $tickets } billet
       *[other] { $tickets } billets
    }
    .total = Montant payé : { $total }.
# To the new holder of a transferred ticket. $event: the title of the event
given = Un billet pour vous : { $event }
    .words = Quelqu’un a acheté ce billet et vous l’a donné. Il est maintenant à vous. Le code de la personne qui l’a acheté ne fonctionne plus.
when = Date
venue = Lieu
# $tickets: the number of tickets in the letter. $proof: what the door asks for, for example "a student card". `.proof` follows the price
# type: "Stalls, row 4, seat 12 (Student, bring a student card)"
places = { $tickets ->
        [one] Votre place
       *[other] Vos places
    }
    .proof = à présenter : { $proof }
enclosed = { $tickets ->
        [one] Le billet est joint en PDF. Imprimez-le, ou présentez le code sur un téléphone.
       *[other] Les billets sont joints en PDF. Imprimez-les, ou présentez les codes sur un téléphone.
    }
door = { $tickets ->
        [one] Le code fait entrer une personne, une seule fois. Ne le montrez à personne avant d’être à l’entrée.
       *[other] Chaque code fait entrer une personne, une seule fois. Ne montrez les codes à personne avant d’être à l’entrée.
    }
open = { $tickets ->
        [one] Ouvrir le billet
       *[other] Ouvrir les billets
    }
    .pdf = Billets en PDF
    .phone = Billets en PDF pour téléphone
    .calendar = Ajouter à l’agenda
    .lost = { $tickets ->
        [one] Ce lien vous sert si vous perdez le billet. Gardez-le secret : toute personne qui a ce lien peut utiliser le billet.
       *[other] Ce lien vous sert si vous perdez les billets. Gardez-le secret : toute personne qui a ce lien peut utiliser les billets.
    }
    .here = { $tickets ->
        [one] Vous pouvez rouvrir cette page si vous perdez le billet. Gardez son adresse secrète : toute personne qui a cette adresse peut utiliser le billet.
       *[other] Vous pouvez rouvrir cette page si vous perdez les billets. Gardez son adresse secrète : toute personne qui a cette adresse peut utiliser les billets.
    }
# $booking: the booking number
booking = Réservation { $booking }

## The letter with a code to sign in

# $code: for example "0123 4567"
sign-in = { $code } est votre code de connexion
    .words = Saisissez-le sur la page où vous l’avez demandé, dans le même navigateur. Il sert une seule fois, dans les 15 minutes.
    .link = Se connecter
    .not-you = Si vous ne l’avez pas demandé, vous n’avez rien à faire. Personne ne peut se connecter sans ce code : ne le communiquez à personne.

## The list of letters in a shop that sends no e-mail

# $address: an e-mail address. $day: for example "Friday 27 November 2026"
kept = Vos messages
    .words = Cette billetterie n’a pas de serveur de messagerie et n’envoie donc pas d’e-mails. Vous pouvez lire ici les messages sur vos réservations.
    .none = Il n’y a pas encore de messages. Vous en recevrez un si vous donnez une adresse e-mail au moment de payer.
    .to = À { $address }, { $day }
# A link to all bookings of the buyer, at the end of the page of a letter or of the list
bookings = Mes réservations

## The receipt, if the seller issues one

# $number: the number of the receipt
receipt = Reçu { $number }
    .sold-by = Vendu par
    .date = Date
    .total = Total
# $rate: for example "10" or "25.5"
vat = dont TVA à { $rate } %
