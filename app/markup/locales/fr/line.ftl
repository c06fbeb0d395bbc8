### An event's line, where fans wait for their turn to choose seats: its page, and the notices on the event's page.

## The head of the page

# $event: the title of the event
title = File d’attente : { $event }
kicker = File d’attente
sales = Ouverture des ventes :

## What a line is

what = Beaucoup de fans veulent des places pour cet événement. Chacun choisit à son tour : personne n’a besoin d’être plus rapide que les autres.
    .kept = Ce navigateur garde votre position. Vous pouvez fermer la page et revenir.
draw-link = Comment se déroule le tirage au sort, et comment le vérifier

## The state of the line: a heading, and its meaning for the fan. $time: a time of day, for example "18:58 (UTC+2)"

off = Il n’y a pas de file d’attente
    .words = La page de l’événement indique quand vous pouvez choisir des places.
planned = La file d’attente n’est pas encore ouverte
    .words = Vous pourrez la rejoindre peu avant l’ouverture des ventes. D’ici là, vous n’avez rien à faire.
gathering = Vous pouvez rejoindre la file d’attente
    .joined = Vous êtes dans la file d’attente
    .draw = Le tirage au sort a lieu à { $time }. Avant cette heure, peu importe quand vous arrivez.
    .order = Les positions suivent l’ordre d’arrivée. Les premières personnes sont appelées à { $time }.
sealed = Les inscriptions au tirage au sort sont closes
    .words = Le hasard décide de la position de toutes les personnes arrivées à temps. Votre position s’affichera ici avant l’ouverture des ventes.
drawn = Le tirage au sort est fait
    .words = Chaque personne a une position. Les premières sont appelées à { $time }.
open = La file d’attente avance
    .words = Chaque personne est appelée dans l’ordre des positions, aussi vite que les ventes le permettent.
late = La file d’attente attend le tirage au sort
    .words = La valeur publique qui décide du tirage est en retard. Personne n’est appelé avant qu’elle arrive, et personne ne perd sa position.
operator = La file d’attente est en pause
    .words = L’organisateur l’a mise en pause. Vous gardez votre position et n’avez rien à faire.
sale = La vente est suspendue
    .words = L’organisateur l’a suspendue. Vous gardez votre position et n’avez rien à faire.
unreachable = La billetterie est injoignable pour le moment
    .words = Vous gardez votre position. Vous n’avez rien à faire.
empty = Toutes les places sont prises pour le moment
    .words = Vous gardez votre position. Certaines places ne sont pas encore payées et peuvent se libérer dans les prochaines minutes. Attendez ici si vous voulez encore venir.
sold-out = Tout est vendu
    .words = Il n’y a plus rien à acheter. Merci de votre patience.
ended = La vente est terminée
    .words = La page de l’événement dit pourquoi, et s’il y a d’autres dates.
cancelled = Cet événement n’aura pas lieu
    .words = Il est annulé. Inutile d’attendre plus longtemps.
# $left: for example "95 seconds" or "9 min". `.title`: the title of the browser tab. $event: the title of the event
turn = C’est votre tour
    .words = Choisissez vos places maintenant.
    .until = Vous avez { $left } pour entrer, jusqu’à { $time }. Passé ce délai, vous attendrez en tête de file.
    .missed = Le temps pour entrer est écoulé. Vous restez en tête de file : demandez à choisir des places, et vous entrerez dès que possible.
    .title = C’est votre tour : { $event }
inside = Vous pouvez choisir des places
    .words = Votre tour a commencé. Quand vous aurez payé, ou si vous partez, la personne suivante entrera.
    .until = Vous avez jusqu’à { $time }. Quand vous aurez payé, ou si vous partez, la personne suivante entrera.
time-over = Votre tour est terminé
    .words = Vous pouvez rejoindre de nouveau la file d’attente, à la fin.

## The fan's position: labels of the numbers or words beside them

ahead = Devant vous
    .next = Le prochain tour est le vôtre
place = Votre position
time = Attente avant votre tour
left = Places libres
held = Réservées par d’autres, peuvent se libérer
# Shown while a number is not known
not-yet = On ne sait pas encore

## A waiting time. $low and $high: durations, for example "5 min" or "1 h 10 min"

under = Moins d’une minute
up-to = Jusqu’à { $high }
range = { $low } à { $high }
at-least = Au moins { $low }
# Units after a number, as short as possible
minutes = min
    .hours = h
# $seconds: a number from 2 to 120
seconds = { $seconds } secondes

## The chances of getting seats

odds = Vos chances
good = Vous trouverez très probablement des places, même si les personnes devant vous en achètent plus que d’habitude.
uncertain = Personne ne peut encore dire s’il y aura des places pour vous.
unlikely = Les personnes devant vous achèteront probablement toutes les places. Si vous voulez attendre, vous gardez votre position.

## Buttons

join = Rejoindre la file d’attente
    .wait = Un instant : vous rejoignez la file d’attente.
choose = Choisir des places
leave = Quitter la file d’attente
    .inside = J’ai fini : laisser entrer la personne suivante
tell = Me dire où j’en suis
notify = M’avertir quand ce sera mon tour
    .on = Nous vous avertirons quand ce sera votre tour. Gardez cette page ouverte.
    .off = Ce navigateur n’affiche pas de notifications. Gardez cette page sous les yeux.
back = Retour à l’événement

## Automatic hold at the fan's turn

wish = À mon tour, réserver pour moi
    .hint = Nous choisirons les meilleures places libres à ce moment-là. S’il n’y en a pas, vous choisirez sur le plan.
    .seats = Nombre de places
    .none = Aucune : je choisis sur le plan
    .price = Prix
    .any = Tous les prix

# $seats: the number of free seats at a price, after the name of the price
prices = Prix des places
    .note = Le prix affiché est le prix que vous payez.
    .left = il en reste { $seats }

## Screen readers: announcements. $place, $ahead and $time as above

said = Devant vous : { $ahead }. Votre position : { $place }. Attente avant votre tour : { $time }.
    .next = Le prochain tour est le vôtre. Votre position : { $place }.
    .waiting = Vous êtes dans la file d’attente. Votre position n’est pas encore connue.
    .drawn = Le tirage au sort est fait. Votre position : { $place }. Devant vous : { $ahead }.
    .ahead = Devant vous : { $ahead }.
    .full = Vous êtes en tête de file. Personne ne peut entrer pour l’instant ; nous réessayons toutes les deux secondes.
offline = Vous êtes hors ligne. Vous gardez votre position. Cette page reprendra dès le retour de la connexion.
closing = L’empreinte du tirage au sort que ce navigateur a conservée :
    .changed = Le tirage au sort affiche maintenant une autre empreinte. Conservez cette page et demandez des explications à l’organisateur.

## On the page of the event

# $seats: the number of seats that the fan holds
panel = Chacun choisit ses places à son tour
    .joined = Vous êtes dans la file d’attente. Sa page indique où vous en êtes.
    .see = Voir où j’en suis
    .planned = Beaucoup de fans veulent des places pour cet événement. Vous pourrez rejoindre la file d’attente peu avant l’ouverture des ventes.
    .about = À propos de la file d’attente
    .hold = Vous avez { $seats ->
        [one] { $seats } place réservée
       *[other] { $seats } places réservées
    }. Vous pouvez payer sans attendre.
    .pay = Payer
    .inside = C’est votre tour. S’il se termine avant que vous ayez choisi, vous pourrez revenir par la page de la file d’attente.
    .until = C’est votre tour, jusqu’à { $time }. S’il se termine avant que vous ayez choisi, vous pourrez revenir par la page de la file d’attente.
    .line = La file d’attente
