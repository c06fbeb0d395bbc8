title = Jonon arvonta: { $event }
kicker = Jonon arvonta
lead = Arvonta ratkaisi paikat jonossa. Sillä ei ollut väliä, kuka tuli ensin tai kenen tietokone oli nopein.
    .before = Arvonta ratkaisee paikat jonossa. Sillä ei ole väliä, kuka tulee ensin tai kenen tietokone on nopein.
none = Tässä tapahtumassa ei ole arvontaa
    .words = Paikat jonossa annetaan saapumisjärjestyksessä.
    .back = Jonoon

proves = Kuka tahansa voi tarkistaa arvonnan. Kukaan ei voinut valita tulosta.
    .drand = Arvo tulee drandista: riippumattomat organisaatiot eri puolilla maailmaa allekirjoittavat luvun kolmen sekunnin välein. Tulosta voisi ohjata vain, jos suurin osa niistä ja järjestäjä juonisivat yhdessä.
    .announced = Arvo on julkinen, ja se nimettiin ennen arvontaa. Vain arvon tuottaja voisi vaikuttaa siihen.
    .sums = Voit tarkistaa tämän arvonnan laskut. Muilta osin luotat järjestäjään.
    .none = Tällä arvonnalla ei ole julkista arvoa. Järjestäjä tiesi salaisen luvun ja olisi voinut keksiä ilmoittautumisia.
    .people = Arvonta on reilu ilmoittautumisten kesken, ei välttämättä ihmisten: se ei voi osoittaa, että jokaisen ilmoittautumisen takana on ihminen.

promised = Mitä luvattiin etukäteen
    .words = Nämä tiedot julkaistiin, kun arvonta ilmoitettiin. Sitoumus lukitsee salaisen luvun. Sinetti lukitsee myöhemmin satunnaislähteen ja luettelon.
closes = Arvonta sulkeutuu
    .past = Arvonta sulkeutui
commitment = Sitoumus: salaisen luvun sormenjälki
beacon = Satunnaislähde: julkinen satunnainen arvo, joka ratkaisee arvonnan
drand = Kierros { $round } (drand), ketju { $chain }
without = Ei mitään

part = Ketkä ovat mukana
    .words = Kun arvonta sulkeutui, kaikkien ilmoittautumisten luettelo sinetöitiin.
    .before = Jokainen odottava selain sai sinetin ennen kuin arvo oli tiedossa.
    .later = Ilmoittautumisten luettelo sinetöidään kymmenen sekuntia sen jälkeen, kun arvonta sulkeutuu.
count = Ilmoittautumisia
root = Luettelon sormenjälki
closing = Sinetti: tämän kaiken sormenjälki

decided = Mitä arvonta ratkaisi
    .later = Arvoa ei vielä tiedetä. Siitä saadaan paikat jonossa, ja ne näkyvät täällä ja jonon sivulla.
    .words = Sinetti, salainen luku ja arvo antavat yhdessä jokaiselle ilmoittautumiselle paikan jonossa. Mikään muu ei vaikuta siihen.
value = Julkinen arvo
    .signature = Allekirjoitus (drand)
    .announced = Mitä ilmoitettiin
seed = Salainen luku, nyt julkinen
key = Arvonnan avain
places = Kaikkien jonopaikkojen sormenjälki
drawn = Arvottu

mine = Oma lukusi
    .words = Ilmoittautumisesi on tehty tällä selaimella. Arvonnan avain antaa jokaiselle ilmoittautumiselle luvun, ja pienin luku saa ensimmäisen paikan.
    .none = Tältä selaimelta ei ole ilmoittautumista arvontaan.
    .late = Paikkaasi jonossa ei arvottu. Jos liityt arvonnan sulkeuduttua tai uudelleen vuorosi jälkeen, saat seuraavan paikan jonon lopusta.
    .waiting = Paikkasi jonossa arvotaan, kun arvo on tiedossa.
entry = Ilmoittautumisesi
place = Paikkasi jonossa
proof = Todiste siitä, että ilmoittautumisesi on luettelossa

check = Näin tarkistat arvonnan
    .later = Kun arvonta on tehty, tällä sivulla ovat arvonnan tiedot, kaikkien ilmoittautumisten luettelo ja kaksi komentoa, joilla ne voi tarkistaa.
    .words = Tallenna nämä kaksi tiedostoa:
    .record = Arvonnan tiedot
    .entries = Kaikkien ilmoittautumisten luettelo
    .then = Yksi komento tarkistaa jokaisen vaiheen ilman verkkoyhteyttä. Se on osa Frontrow’ta, jonka lähdekoodi on avoin:
    .other = Meidänkään ohjelmaamme ei tarvitse luottaa. Tämä komento on Pythonia, eikä siinä ole meidän koodiamme:
