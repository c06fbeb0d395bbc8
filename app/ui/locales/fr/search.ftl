search = Chercher un titre, un artiste, un lieu ou une ville
    .hint = Aussi « ce week-end », « ce soir » ou « moins de 50 ».
    .examples = Titre, artiste, lieu, ville
    .go = Chercher

near = Près de moi
    .asking = Nous demandons à votre navigateur où vous êtes…
    .refused = Votre navigateur n’a pas dit où vous êtes. Indiquez plutôt une ville dans la recherche.
    .unable = Votre navigateur ne peut pas dire où vous êtes. Indiquez plutôt une ville dans la recherche.

recent = Recherches récentes
    .kept = Recherches récentes, conservées sur cet appareil seulement
    .forget = Oublier « { $words } »
    .forget-all = Tout oublier

failed = Le programme n’a pas pu être demandé
    .words = Ci-dessous se trouve ce qui était affiché avant. Vérifiez votre connexion, ou attendez un instant.
    .again = Réessayer
