row = rang { $name }
seat = place { $number }
seats = places { $first } et { $last }
place = place { $number }

wheelchair = emplacement fauteuil roulant
companion = pour un accompagnant

available = libre
    .offered = libre, proposée pour vous
yours = choisie par vous
    .pending = en cours de réservation pour vous
    .held = réservée pour vous
held = réservée par quelqu’un d’autre
sold = vendue
blocked = pas en vente
lost = quelqu’un a été plus rapide
unknown = nous vérifions si elle est libre
view = vue de face
    .angle = vue de biais
    .side = vue de côté
    .behind = vue de l’arrière
distance = à mi-distance
    .close = de près
    .far = de loin
