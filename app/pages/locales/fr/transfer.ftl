### Giving a ticket to somebody else, on the page of a paid booking.

# `.kept`: instead of `.sent`, in a shop that sends no e-mail
heading = Donner un billet à quelqu’un
    .sent = Nous envoyons le billet à l’adresse e-mail de cette personne. Votre code pour ce billet cesse aussitôt de fonctionner, et vous ne pouvez pas reprendre le billet. Si le billet est remboursé, l’argent vous revient.
    .kept = Cette billetterie n’envoie pas d’e-mails. Le message reste sur le site, et c’est vous qui envoyez son lien à cette personne. Votre code pour ce billet cesse aussitôt de fonctionner, et vous ne pouvez pas reprendre le billet. Si le billet est remboursé, l’argent vous revient.
ticket = Billet
address = Adresse e-mail de cette personne
give = Donner le billet
# After a ticket was given away
done = Vous avez donné le billet
    .sent = Nous l’envoyons à cette adresse. Votre code pour ce billet ne fonctionne plus.
    .kept = Cette billetterie n’envoie pas d’e-mails. Vous pouvez lire le message sur le site. Envoyez son lien à la personne qui reçoit le billet :
    .letters = vos messages
# A rejected form: a title, and the reason
refused = Ce billet ne peut pas être donné
    .given-away = Quelqu’un d’autre l’a déjà.
    .void = Il n’est plus valable. Votre réservation indique quels billets sont valables.
    .used = Quelqu’un est déjà entré avec ce billet. Rien n’a été modifié.
    .over = L’événement est passé ou annulé. Rien n’a été modifié.

## The tickets that the buyer gave away

# $address: a masked e-mail address, for example "m***@example.org". $place: for example "Stalls, row 4, seat 12"
to = Donné à { $address } : { $place }
