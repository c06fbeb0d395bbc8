price = alk. { $price }
away = { $km } km:n päässä
    .near = Alle 1 km:n päässä

paused = Myynti keskeytetty
left = { $seats ->
    [one] { $seats } paikka jäljellä
   *[other] { $seats } paikkaa jäljellä
    }
opens = Myynti alkaa { $day } klo { $time }
sold-out = Loppuunmyyty
over = Päättynyt
cancelled = Peruttu

more = Lisää tapahtumia
    .later = Myöhemmät päivät
