left-out = Missään tapahtumassa ei ole kaikkia hakusanojasi. Pois jätetty: { $words }.
literally = Tai
    .link = hae sanoilla ”{ $words }”
understood = Tai
    .link = hae näillä: { $words }
subscribe = Tilaa nämä tapahtumat kalenteriisi

events = { $events ->
    [one] { $events } tapahtuma
   *[other] { $events } tapahtumaa
    }
    .words = { $events ->
        [one] { $events } tapahtuma haulla ”{ $words }”
       *[other] { $events } tapahtumaa haulla ”{ $words }”
    }
    .some = { $events ->
        [one] { $events } tapahtuma haulla ”{ $words }”, ei kaikilla sanoilla
       *[other] { $events } tapahtumaa haulla ”{ $words }”, ei kaikilla sanoilla
    }
further = Lisää tapahtumia
    .words = Lisää tapahtumia haulla ”{ $words }”
    .some = Lisää tapahtumia haulla ”{ $words }”, ei kaikilla sanoilla
none = Mitään ei löytynyt
    .words = Haulla ”{ $words }” ei löytynyt mitään

found = Hakutulokset
heading = Tapahtumat
kinds = Tapahtumatyypit
views = Näkymä
chosen = Rajaukset
    .take-off = { $filter }, poista rajaus
months = Kuukaudet
    .none = Tässä kuussa ei ole tapahtumia.
    .advice = Katso toista kuukautta.
day-more = { $more }, { $day }

nothing = Tällä haulla ei löytynyt mitään.
    .advice = Kokeile muita sanoja tai toista tapahtumatyyppiä.
    .link = Katso kaikki tapahtumat
also = Muita tapahtumia
