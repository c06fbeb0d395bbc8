### Signing in with a code that is sent by e-mail, and the account on the page "My bookings".

title = Connexion
    .lead = Connectez-vous pour voir vos réservations sur n’importe quel appareil. Il n’y a pas de mot de passe : nous envoyons un code à votre adresse e-mail.
    .lead-kept = Connectez-vous pour voir vos réservations sur n’importe quel appareil. Il n’y a pas de mot de passe : vous recevez un code, à lire ici sur le site.
    .address = Adresse e-mail
    .send = M’envoyer un code
    .hint = Utilisez l’adresse que vous avez donnée au moment de payer.
# $email: an e-mail address
here = Votre session est ouverte avec { $email }
    .link = Mes réservations

## A shop without a mail server

unable = Cette billetterie ne peut pas envoyer de code
    .words = Elle n’a pas encore de serveur de messagerie : personne ne peut se connecter. Vos réservations sont dans le navigateur où vous les avez faites.
kept = Cette billetterie n’envoie pas d’e-mails. Vous pouvez lire le code sur le site :
    .letters = vos messages

## The field for the code

# $email: an e-mail address
code = Nous avons envoyé un code à { $email }. Il a huit chiffres et reste valable 15 minutes, dans ce navigateur.
    .title = Saisissez le code
    .kept = Votre code pour { $email } a huit chiffres et reste valable 15 minutes, dans ce navigateur.
    .somewhere = Cherchez un message avec un code à huit chiffres. Il est valable 15 minutes, dans le navigateur qui l’a demandé.
    .late = L’e-mail peut mettre une minute à arriver. Si vous ne le recevez pas, regardez dans vos courriers indésirables. Nous envoyons au plus trois codes par heure à une même adresse.
    .field = Code
    .enter = Se connecter
    .other = Utiliser une autre adresse, ou demander un nouveau code

## Errors

bad = Ce n’est pas une adresse e-mail
    .words = Aucun code n’a été envoyé. Écrivez l’adresse sous la forme nom@example.com.
many = Trop de codes ont été demandés
    .words = Aucun code n’a été envoyé. Utilisez le dernier code que vous avez reçu, ou réessayez dans une heure.
refused = Ce code ne permet pas de se connecter
    .words = Il est faux ou périmé, ou il a été envoyé pour un autre navigateur. Rien n’a été modifié. Regardez le dernier message, ou demandez un nouveau code.

## On the page "My bookings"

guest = Réservations d’autres appareils
    .words = Connectez-vous avec votre adresse e-mail pour voir ici ce que vous avez réservé sur d’autres appareils.
    .link = Se connecter
# $email: an e-mail address
account = Session ouverte avec { $email }
    .none = Aucune réservation avec cette adresse ou dans ce navigateur pour l’instant.
sessions = Appareils connectés
    .here = Cet appareil
# $began, $seen: days, for example "Friday 27 November 2026"
session = Connexion le { $began }, dernière utilisation le { $seen }
leave = Se déconnecter
    .everywhere = Se déconnecter partout
    .words = Si vous vous déconnectez partout, il faudra se reconnecter sur chaque appareil. Vos réservations ne sont pas perdues.
left = Votre session est fermée
    .words = Vos réservations restent dans votre compte. Connectez-vous avec votre adresse e-mail pour les voir.
