price = desde { $price }
away = a { $km } km
    .near = A menos de 1 km

paused = Venda em pausa
left = { $seats ->
    [one] Resta { $seats } lugar
   *[other] Restam { $seats } lugares
    }
opens = À venda: { $day }, { $time }
sold-out = Esgotado
over = Terminado
cancelled = Cancelado

more = Continuação da lista
    .later = Datas seguintes
