### Error messages: what happened, in a few words; then what is safe and what to do.

# A part of the URL or of a form is invalid
not-understood = Nous n’avons pas compris la demande
    .advice = Rien n’a été réservé et rien n’a été débité. Revenez en arrière et choisissez de nouveau.
# The e-mail field at the checkout. Keep name@example.com as it is
address = Ce n’est pas une adresse e-mail
    .advice = Rien n’a été débité et vos places restent réservées. Écrivez l’adresse sous la forme name@example.com, ou laissez le champ vide.
# At the checkout of a shop that accepts only the sandbox's test cards
card = Cette carte n’est pas une carte de test
    .advice = Rien n’a été débité et vos places restent réservées. Utilisez l’une des cartes de test.
# The default advice
other-advice = Ce que vous avez réservé reste réservé, et rien n’est débité deux fois. Réessayez dans un instant.
# The advice while an earlier attempt is in progress
wait-advice = Le premier essai est encore en cours. Attendez un instant, puis regardez de nouveau. Vous ne paierez pas deux fois.

too-large = C’était trop en une seule fois
not-found = Il n’y a rien ici
    .advice = L’adresse est peut-être ancienne, ou appartient à quelqu’un d’autre. Rien n’a changé pour vous.
method = Cette page ne peut pas être ouverte de cette façon
    .advice = L’adresse est bonne, mais la page n’accepte pas ce qui lui a été envoyé. Recommencez à partir d’ici. Rien n’a changé pour vous.
unauthorized = La clé d’accès n’est pas valable
    .advice = Rechargez la page et refaites ce que vous avez fait. Rien n’a été modifié.
sign-in = Ce code ne permet pas de se connecter
    .advice = Le code était faux, trop ancien, ou demandé par un autre navigateur. Rien n’a été modifié. Regardez le dernier e-mail reçu, ou demandez un nouveau code.
cross-origin = Nous n’avons pas pu vérifier que cette demande vient de notre propre page
    .advice = Ouvrez ici la page de l’événement et réessayez. Si cela ne suffit pas, écrivez à la billetterie : son serveur web n’indique pas sous quel nom vous l’avez ouverte.
cookies = Votre navigateur bloque les cookies
    .advice = Rien n’a été réservé. Autorisez les cookies de cette billetterie, puis réessayez.
in-progress = La même demande est encore en cours
seats-taken = Certaines de ces places sont déjà prises
    .advice = Quelqu’un a été un peu plus rapide. Rien n’a été réservé et rien n’a été débité. Choisissez d’autres places sur le plan.
sold-out = Il ne reste pas assez de places
    .advice = Rien n’a été réservé et rien n’a été débité. Demandez moins de places, ou un autre prix. Des places réservées peuvent encore se libérer.
too-many-seats = Trop de places pour une seule réservation
    .advice = Rien n’a été réservé. Choisissez moins de places, ou faites une deuxième réservation.
buyer-limit = Trop de places pour un seul acheteur
    .advice = Rien n’a été réservé. Vous auriez plus de places qu’un acheteur ne peut en avoir. Choisissez-en moins, ou libérez des places que vous avez réservées.
single-seat = Une place resterait seule entre des places prises
    .advice = Rien n’a été réservé. Décalez-vous d’une place, ou prenez aussi celle qui resterait seule.
unknown-seat = Cette place n’existe pas sur le plan
price-type = Ce tarif n’est pas proposé pour ces places
    .advice = Rien n’a été modifié et vos places restent réservées. Choisissez d’autres tarifs.
code = Ce code promo ne peut pas être utilisé ici
waiting-room = Attendez votre tour
    .advice = Rien n’a été réservé. Seuls les fans dont c’est le tour choisissent des places : rejoignez la file d’attente de l’événement, ou commencez-y votre tour.
bad-token = Cette position dans la file d’attente n’est pas la vôtre
    .advice = Rien n’a été réservé. Rejoignez la file d’attente de l’événement pour obtenir une position.
not-your-turn = Ce n’est pas encore votre tour
    .advice = Vous gardez votre position. La page de la file d’attente indique quand ce sera votre tour.
turn-taken = Quelqu’un d’autre a pris ce tour
    .advice = Rien n’a été réservé. Rejoignez de nouveau la file d’attente pour obtenir une position.
line-full = Personne ne peut entrer pour le moment
    .advice = Vous êtes en tête de file et gardez votre position. Réessayez dans un instant.
line-over = La file d’attente est terminée
    .advice = La page de l’événement indique pourquoi, et s’il y a d’autres dates.
address-limit = Trop de fans depuis cette adresse internet
    .advice = Personne n’a perdu sa position. Essayez depuis une autre connexion, par exemple celle de votre téléphone.
work = Votre navigateur doit d’abord résoudre un petit calcul
    .advice = Vous n’avez pas perdu de position. Réessayez : votre navigateur résoudra un petit calcul, et vous rejoindrez la file d’attente.
not-yet = La vente n’a pas encore commencé
    .advice = Rien n’a été réservé. La page de l’événement indique quand les ventes ouvrent.
not-on-sale = Pas en vente
    .advice = Rien n’a été réservé et rien n’a été débité. La page de l’événement indique pourquoi, et s’il y a d’autres dates.
    .paying = Rien n’a été débité. La page de l’événement indique pourquoi, et s’il y a d’autres dates.
hold-ended = Le temps de réservation est écoulé
    .advice = Votre carte n’a pas été débitée. Les places sont de nouveau en vente, et peut-être encore libres.
    .late = Le temps pour payer est écoulé, et quelqu’un d’autre a pris les places. Nous vous remboursons. Vous n’avez rien à faire.
booking-state = Cette réservation ne le permet plus
    .advice = Ouvrez la réservation pour voir où elle en est.
declined = Le paiement a été refusé
    .advice = Votre carte n’a pas été débitée et vos places restent réservées. Essayez une autre carte.
payment-failed = Le paiement n’a pas abouti
    .advice = Votre carte n’a pas été débitée. Réessayez dans un instant, tant que vos places sont réservées. Vous ne paierez pas deux fois.
payment = Un paiement de cette réservation est en cours
extension = La réservation ne peut pas être prolongée
refund = Ces billets ne peuvent pas être rendus
    .advice = Rien n’a été modifié. Votre réservation indique quels billets sont valables.
too-many = Un instant, s’il vous plaît
    .advice = Attendez un instant, puis réessayez. Ce que vous avez réservé reste réservé.
busy = Trop de demandes pour le moment
    .advice = Attendez un instant, puis réessayez. Si cela dure, vérifiez votre connexion. Ce que vous avez réservé reste réservé, et vous ne paierez pas deux fois.
internal = Une erreur s’est produite de notre côté

## Why a promo code cannot be used, and what is safe

code-unknown = Ce code n’existe pas. Vos places restent réservées et leurs prix n’ont pas changé. Vérifiez l’orthographe.
code-expired = Ce code n’est plus valable. Vos places restent réservées et leurs prix n’ont pas changé.
code-used-up = Ce code a déjà été utilisé autant de fois que possible. Vos places restent réservées et leurs prix n’ont pas changé.
code-other-event = Ce code n’est pas valable pour cet événement. Vos places restent réservées et leurs prix n’ont pas changé.
code-too-few-seats = Ce code n’est valable que si vous réservez plus de places. Vos places restent réservées et leurs prix n’ont pas changé.
