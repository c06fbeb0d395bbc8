already = Cette place vous est déjà réservée : { $seat }.
asking = Nous vérifions quelles places sont libres. Un instant, s’il vous plaît.
    .places = Nous vérifions combien de places sont libres. Un instant, s’il vous plaît.
blocked = { $seat } : cette place n’est pas en vente.
held = { $seat } : cette place est réservée par quelqu’un d’autre. Elle peut encore se libérer.
sold = { $seat } : cette place est vendue.
near = { $seats } est libre.
    .in-row = { $seats } du même rang est libre.

lost = Quelqu’un vient de prendre : { $seats }.
    .none = Rien ne vous a été débité. Choisissez une autre place.
meanwhile = Entre-temps, quelqu’un a pris : { $seats }. Rien ne vous a été débité.
offer = { $count ->
        [one] { $seats } est libre : la prendre ?
       *[other] { $seats } sont libres : les prendre ?
    }
    .in-row = { $count ->
        [one] { $seats } du même rang est libre : la prendre ?
       *[other] { $seats } du même rang sont libres : les prendre ?
    }
instead = { $asked } : quelqu’un a été plus rapide. Nous vous réservons à la place : { $held }, { $total }. { $count ->
        [one] Payez cette place ou rendez-la.
       *[other] Payez ces places ou rendez-les.
    }

take = Prendre : { $seat }
    .it = Prendre cette place
    .seats = { $count ->
        [one] Prendre { $count } place
       *[other] Prendre { $count } places
    }

alone = Il resterait isolé : { $seats }. Presque personne ne veut s’y asseoir.
    .mend = { $count ->
        [one] Prenez aussi cette place, ou laissez celle d’à côté.
       *[other] Prenez aussi ces places, ou laissez celles d’à côté.
    }
    .move = Décaler d’une place ?
    .others = { $count ->
        [one] Cette place n’en isolerait aucune : { $seats }. La prendre ?
       *[other] Ces places n’en isoleraient aucune : { $seats }. Les prendre ?
    }
move-along = Décaler d’une place

found = { $seats } : choix fait pour vous, rien n’est encore réservé. Appuyez de nouveau sur { NUMBER($size) } pour une autre proposition.
none = Aucune place n’est libre pour le moment.
    .narrowed = Aucune des places que vous regardez n’est libre pour le moment.
apart = Il n’y a pas { NUMBER($size) } places libres côte à côte pour le moment. Cherchez-en moins, ou choisissez chaque place sur le plan.
    .narrowed = Parmi les places que vous regardez, il n’y en a pas { NUMBER($size) } libres côte à côte pour le moment. Cherchez-en moins, ou choisissez chaque place sur le plan.

standing = Aucune place debout n’est libre ici pour le moment.
    .seats = Une réservation porte sur des places assises ou sur des places debout. Vos places assises ont été retirées.
    .back = { $count ->
        [one] Revenir à { $count } place assise
       *[other] Revenir à { $count } places assises
    }

paid = { $count ->
        [one] Vous avez payé cette place.
       *[other] Vous avez payé ces places.
    }
    .link = Voir les billets
checking = Nous vérifions votre paiement.
ended = { $count ->
        [one] La réservation est arrivée à son terme. Votre carte n’a pas été débitée. La place est remise en vente et peut encore être libre.
       *[other] La réservation est arrivée à son terme. Votre carte n’a pas été débitée. Les places sont remises en vente et peuvent encore être libres.
    }
gone = { $count ->
        [one] Cette place ne vous est plus réservée.
       *[other] Ces places ne vous sont plus réservées.
    }
booking-link = Aller à votre réservation
released = Les places sont de nouveau sur le plan. Rien n’a été débité.

refused = Cela n’a pas fonctionné. Rien n’a été débité. Rechargez la page pour voir où en sont vos places.
    .turn = Rien n’a été réservé : votre tour est passé. Le lien au-dessus du plan mène à la file d’attente.
    .internal = Un problème est survenu chez nous. Rien n’a été débité. Réessayez dans un instant.
    .busy = La billetterie n’a pas pu être jointe. Vérifiez votre connexion et réessayez. Vous ne perdez rien à essayer deux fois.
    .wait = Rien n’a été réservé, car vous ou d’autres personnes de votre réseau avez demandé trop de choses à la fois. Payez ce qui est réservé, ou attendez un instant et réessayez.
    .taken = Certaines de ces places sont prises. Rien n’a été réservé. Choisissez-en d’autres.
    .sold-out = Il ne reste pas assez de places. Demandez-en moins, ou un autre prix. Des places réservées peuvent encore se libérer.
    .booking-limit = Rien n’a été réservé. Une réservation peut comprendre jusqu’à { $count ->
        [one] { $count } place
       *[other] { $count } places
    }. Choisissez moins de places, ou faites une deuxième réservation.
    .buyer-limit = Rien n’a été réservé. Une personne peut avoir jusqu’à { $count ->
        [one] { $count } place
       *[other] { $count } places
    } pour cet événement. Choisissez-en moins, ou rendez des places qui vous sont réservées.
    .off = Rien n’a été réservé. Cet événement n’est pas en vente pour le moment. Rechargez la page pour savoir pourquoi.
    .cookies = Rien n’a été réservé, car votre navigateur bloque les cookies. Autorisez ceux de cette billetterie et réessayez.
    .state = Votre réservation ne le permet plus. Consultez-la pour voir où elle en est.
