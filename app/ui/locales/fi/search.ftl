search = Hae nimellä, esiintyjällä, salilla tai kaupungilla
    .hint = Myös ”tänä viikonloppuna”, ”tänä iltana” tai ”alle 50”.
    .examples = Nimi, esiintyjä, sali, kaupunki
    .go = Hae

near = Lähelläni
    .asking = Kysymme selaimeltasi, missä olet…
    .refused = Selaimesi ei kertonut, missä olet. Kirjoita kaupunki hakuun.
    .unable = Selaimesi ei voi kertoa, missä olet. Kirjoita kaupunki hakuun.

recent = Viimeisimmät haut
    .kept = Viimeisimmät haut, tallessa vain tällä laitteella
    .forget = Unohda ”{ $words }”
    .forget-all = Unohda kaikki

failed = Ohjelmistoa ei saatu haettua
    .words = Alla on se, mitä näkyi aiemmin. Tarkista yhteytesi tai odota hetki.
    .again = Yritä uudelleen
