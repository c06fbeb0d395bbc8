price = ab { $price }
away = { $km } km entfernt
    .near = Weniger als 1 km entfernt

paused = Verkauf unterbrochen
left = { $seats ->
    [one] Noch { $seats } Platz
   *[other] Noch { $seats } Plätze
    }
opens = Vorverkauf ab { $day }, { $time }
sold-out = Ausverkauft
over = Vorbei
cancelled = Abgesagt

more = Weiter in der Liste
    .later = Spätere Termine
