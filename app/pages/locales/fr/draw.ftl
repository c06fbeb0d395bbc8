### The page of the draw that decides the places in a line: what was announced before, the result, and how to verify it.

# $event: the title of the event
title = Tirage au sort : { $event }
kicker = Tirage au sort
lead = C’est le hasard qui a décidé des positions dans la file d’attente, et non l’ordre d’arrivée ou la vitesse de l’ordinateur.
    .before = C’est le hasard qui décidera des positions dans la file d’attente, et non l’ordre d’arrivée ou la vitesse de l’ordinateur.
none = Il n’y a pas de tirage au sort pour cet événement
    .words = Dans sa file d’attente, les positions suivent l’ordre d’arrivée.
    .back = Aller à la file d’attente

## What the draw proves, depending on the source of the random value

proves = Chacun peut vérifier ce tirage. Personne ne pouvait en choisir le résultat.
    .drand = La valeur vient de drand : des organisations indépendantes du monde entier signent un nombre toutes les trois secondes. Pour l’influencer, il faudrait que la plupart d’entre elles s’entendent avec l’organisateur.
    .announced = La valeur est publique, et elle a été désignée avant le tirage. Seules les personnes qui la produisent pourraient l’influencer.
    .sums = Vous pouvez vérifier les calculs de ce tirage. Pour le reste, vous faites confiance à l’organisateur.
    .none = Ce tirage n’a pas de valeur publique. L’organisateur connaissait le nombre secret et aurait pu inventer des participations.
    .people = Un tirage est équitable entre les participations, pas entre les personnes : il ne peut pas montrer que chaque participation est une personne.

## What was announced before the draw

promised = Ce qui a été promis avant
    .words = Ces éléments ont été publiés à l’annonce du tirage. L’engagement fixe le nombre secret. La clôture fixe ensuite la source et la liste.
closes = Fin des inscriptions
    .past = Inscriptions closes le
commitment = Engagement : l’empreinte du nombre secret
beacon = Source : la valeur aléatoire publique qui décide
# $round: a number. "drand" is a name
drand = Tour { $round } de drand, chaîne { $chain }
without = Aucune

## The fans who take part

part = Qui participe
    .words = À la fin des inscriptions, la liste de toutes les participations a été scellée.
    .before = Chaque navigateur en attente a reçu la clôture avant que la valeur soit connue.
    .later = La liste des participations est scellée dix secondes après la fin des inscriptions.
count = Participations
root = Empreinte de la liste
closing = Clôture : l’empreinte de tout cela

## The result

decided = Ce que le hasard a décidé
    .later = La valeur n’est pas encore connue. Les positions en découlent ; elles apparaîtront ici et sur la page de la file d’attente.
    .words = La clôture, le nombre secret et la valeur donnent ensemble sa position à chaque participation. Rien d’autre n’intervient.
value = Valeur publique
    .signature = Signature de drand
    .announced = Ce qui a été annoncé
seed = Nombre secret, désormais public
key = Clé du tirage
places = Empreinte de toutes les positions
drawn = Date du tirage

## The fan's own number

mine = Votre numéro
    .words = Votre participation vient de ce navigateur. La clé du tirage donne un numéro à chaque participation, et le plus petit numéro obtient la première position.
    .none = Ce navigateur ne participe pas au tirage.
    .late = Votre position n’a pas été tirée au sort. Les personnes qui arrivent après la fin des inscriptions, ou qui reviennent après leur tour, reçoivent la position suivante à la fin de la file.
    .waiting = Votre position sera tirée au sort dès que la valeur sera connue.
entry = Votre participation
place = Votre position
proof = Preuve que votre participation est dans la liste

## How to verify the draw

check = Comment vérifier
    .later = Après le tirage, vous trouverez ici son procès-verbal, la liste de toutes les participations et deux commandes pour les vérifier.
    .words = Enregistrez ces deux fichiers :
    .record = Le procès-verbal du tirage
    .entries = La liste de toutes les participations
    .then = Une seule commande contrôle chaque étape, sans réseau. Elle fait partie de Frontrow, un logiciel libre :
    .other = Rien ne vous oblige à faire confiance à notre programme. Celui-ci est en Python et n’utilise rien de notre code :
