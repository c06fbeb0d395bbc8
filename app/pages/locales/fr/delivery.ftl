### How buyers get their tickets: the e-mail field of the checkout, and the page of a paid booking.

## The field of the checkout

email = Adresse e-mail (facultative)
    .sent = Nous y enverrons vos billets dès que vous aurez payé.
    .kept = Cette billetterie n’envoie pas d’e-mails. Quand vous aurez payé, vous pourrez lire le message avec vos billets sur le site :
    .letters = vos messages

## The page of a paid booking

# The headings of the three sections below the tickets. `.done`: shown after the URL of the event was copied
keep = Enregistrer ou imprimer
find = Retrouver vos billets
share = Partager l’événement
    .button = Partager
    .letter = Partager par e-mail
    .done = L’adresse de l’événement est copiée.
pdf = Billets en PDF
    .phone = PDF pour téléphone
calendar = Ajouter à l’agenda
# $place: for example "Stalls, row 4, seat 12"
wallet = Ajouter à Apple Wallet : { $place }
send = Envoyer mes billets
    .address = Adresse e-mail
done = Vos billets sont en route
    .words = L’e-mail peut mettre quelques minutes à arriver. Si vous ne le recevez pas, regardez dans vos courriers indésirables.
    .kept = Cette billetterie n’envoie pas d’e-mails. Vous pouvez lire le message sur le site :
recover = Lien vers ces billets
    .words = Il ouvre vos billets dans n’importe quel navigateur, jusqu’à 30 jours après l’événement. Gardez-le secret : toute personne qui a ce lien peut utiliser vos billets.
# Where to find the tickets: in this browser, and on other devices
bookings = Vos billets restent dans ce navigateur, à la rubrique
    .link = Mes réservations
sign-in = Si vous avez donné une adresse e-mail pour cette réservation, elle vous permet de vous connecter sur un autre appareil :
    .link = Se connecter
# A form of this page was rejected, because its field contains no e-mail address
bad = Ce n’est pas une adresse e-mail
    .words = Rien n’a été envoyé ni modifié. Écrivez l’adresse sous la forme nom@example.com.
