row = rang { $name }
seat = place { $number }
seats = places { $first } et { $last }
place = place { $number }

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
view = scène de face
    .angle = scène de biais
    .side = scène de côté
    .behind = derrière la scène
distance = à mi-distance
    .close = à courte distance
    .far = à grande distance

control-key = Ctrl
