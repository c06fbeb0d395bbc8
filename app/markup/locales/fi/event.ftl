about = { $event }, { $day }, { $venue }, { $city }. Valitse paikkasi salin paikkakartalta.
poster = Juliste: { $event }. { $day }, { $venue }, { $city }

choose = Valitse paikat
price = alk. { $price }

over = Tapahtuma on päättynyt
    .words = Kiitos kaikille, jotka olivat mukana. Katso alta, onko muita ajankohtia.
cancelled = Tätä tapahtumaa ei järjestetä
    .words = Tapahtuma on peruttu. Jos ostit lippuja, saat kaikki rahasi takaisin. Sinun ei tarvitse tehdä mitään.
paused = Myynti on keskeytetty
    .words = Uusia paikkoja ei voi nyt varata. Sinulle varatut paikat pysyvät sinulla varausajan loppuun, ja voit maksaa ne. Ostamasi liput ovat voimassa.

description = Tapahtumasta
    .part = Tietoa tapahtumasta
duration = Kesto noin { $time } väliaikoineen.
place = Tapahtumapaikka
facilities = Palvelut
