price = från { $price }
away = { $km } km bort
    .near = Mindre än 1 km bort

paused = Försäljningen pausad
left = { $seats ->
    [one] { $seats } plats kvar
   *[other] { $seats } platser kvar
    }
opens = Biljettsläpp { $day } kl. { $time }
sold-out = Slutsålt
over = Avslutat
cancelled = Inställt

more = Fler evenemang
    .later = Senare datum
