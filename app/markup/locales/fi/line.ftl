title = Jono: { $event }
kicker = Jono
sales = Myynti alkaa:

what = Moni haluaa paikan tähän tapahtumaan. Jokainen valitsee vuorollaan, joten kenenkään ei tarvitse olla muita nopeampi.
    .kept = Tämä selain pitää paikkasi jonossa. Voit sulkea sivun ja palata myöhemmin.
draw-link = Miten arvonta toimii ja miten sen voi tarkistaa

off = Jonoa ei ole
    .words = Tapahtuman sivulta näet, milloin voit valita paikkoja.
planned = Jono ei ole vielä auki
    .words = Voit liittyä vähän ennen myynnin alkua. Siihen asti sinun ei tarvitse tehdä mitään.
gathering = Voit liittyä jonoon nyt
    .joined = Olet jonossa
    .draw = Arvonta on klo { $time }. Sitä ennen liittymisajalla ei ole väliä.
    .order = Paikat jonossa annetaan saapumisjärjestyksessä. Ensimmäiset kutsutaan klo { $time }.
sealed = Arvonta on suljettu
    .words = Sattuma ratkaisee kaikkien ajoissa liittyneiden paikat jonossa. Paikkasi näkyy tässä ennen myynnin alkua.
drawn = Arvonta on tehty
    .words = Jokaisella on paikka jonossa. Ensimmäiset kutsutaan klo { $time }.
open = Jono etenee
    .words = Jonottajat kutsutaan järjestyksessä niin nopeasti kuin paikkoja ehditään myydä.
late = Jono odottaa arvontaa
    .words = Julkinen luku, joka ratkaisee arvonnan, on myöhässä. Ketään ei kutsuta ennen sitä, eikä kukaan menetä paikkaansa jonossa.
operator = Jono on pysäytetty
    .words = Järjestäjä on pysäyttänyt jonon hetkeksi. Paikkasi jonossa säilyy, eikä sinun tarvitse tehdä mitään.
sale = Myynti on keskeytetty
    .words = Järjestäjä on keskeyttänyt myynnin. Paikkasi jonossa säilyy, eikä sinun tarvitse tehdä mitään.
unreachable = Lipunmyyntiin ei saada juuri nyt yhteyttä
    .words = Paikkasi jonossa säilyy. Sinun ei tarvitse tehdä mitään.
empty = Vapaita paikkoja ei ole juuri nyt
    .words = Paikkasi jonossa säilyy. Osa paikoista on vasta varattu ja voi vapautua lähiminuutteina. Odota tässä, jos haluat vielä mukaan.
sold-out = Kaikki paikat on myyty
    .words = Lippuja ei ole jäljellä. Kiitos, että odotit.
ended = Myynti on päättynyt
    .words = Tapahtuman sivulta näet syyn ja mahdolliset muut ajankohdat.
cancelled = Tätä tapahtumaa ei järjestetä
    .words = Tapahtuma on peruttu. Sinun ei tarvitse enää odottaa.
turn = Nyt on sinun vuorosi
    .words = Valitse nyt paikkasi.
    .until = Sinulla on { $left } aikaa aloittaa vuorosi, klo { $time } asti. Jos et ehdi, odotat jonon kärjessä.
    .missed = Aika aloittaa vuorosi on päättynyt. Pysyt jonon kärjessä: valitse paikat, niin pääset sisään heti, kun tilaa on.
    .title = Nyt on sinun vuorosi: { $event }
inside = Voit valita paikkoja
    .words = Vuorosi on alkanut. Kun olet maksanut tai poistut, seuraava pääsee sisään.
    .until = Sinulla on aikaa klo { $time } asti. Kun olet maksanut tai poistut, seuraava pääsee sisään.
time-over = Vuorosi on päättynyt
    .words = Voit liittyä uudelleen jonon loppuun.

ahead = Edelläsi
    .next = Olet seuraava
place = Paikkasi jonossa
time = Aikaa vuoroosi
left = Vapaita paikkoja
held = Muiden varaamia, voivat vapautua
not-yet = Ei vielä tiedossa

under = Alle minuutti
up-to = Enintään { $high }
range = { $low } – { $high }
at-least = Vähintään { $low }
minutes = min
    .hours = t
seconds = { $seconds } sekuntia

odds = Mahdollisuutesi
good = Saat hyvin todennäköisesti paikan, vaikka edelläsi olevat ostaisivat tavallista enemmän.
uncertain = Kukaan ei vielä tiedä, riittääkö sinulle paikkoja.
unlikely = Edelläsi olevat ostavat luultavasti kaikki paikat. Paikkasi jonossa säilyy, jos haluat odottaa.

join = Liity jonoon
    .wait = Odota hetki, lisäämme sinut jonoon.
choose = Valitse paikat
leave = Poistu jonosta
    .inside = Olen valmis, seuraava voi tulla
tell = Kerro, missä kohdassa olen
notify = Ilmoita, kun on vuoroni
    .on = Ilmoitamme, kun on vuorosi. Pidä tämä sivu auki.
    .off = Tämä selain ei näytä ilmoituksia. Pidä tämä sivu näkyvissä.
back = Takaisin tapahtumaan

wish = Varaa nämä, kun on vuoroni
    .hint = Valitsemme silloin vapaista paikoista parhaat. Jos niitä ei ole, valitset itse paikkakartalta.
    .seats = Montako paikkaa
    .none = Ei yhtään: valitsen kartalta
    .price = Hinta
    .any = Kaikki hinnat

prices = Hinnat
    .note = Näkemäsi hinta on lopullinen hinta.
    .left = { $seats } jäljellä

said = Edelläsi: { $ahead }. Paikkasi jonossa: { $place }. Aikaa vuoroosi: { $time }.
    .next = Olet seuraava. Paikkasi jonossa: { $place }.
    .waiting = Olet jonossa. Paikkasi jonossa ei ole vielä tiedossa.
    .drawn = Arvonta on tehty. Paikkasi jonossa: { $place }. Edelläsi: { $ahead }.
    .ahead = Edelläsi: { $ahead }.
    .full = Olet jonon kärjessä. Tilaa ei ole juuri nyt. Kysymme uudelleen kahden sekunnin välein.
offline = Verkkoyhteys on poikki. Paikkasi jonossa säilyy. Sivu jatkaa, kun yhteys palaa.
closing = Arvonnan sormenjälki, jonka tämä selain on tallentanut:
    .changed = Arvonnalla on nyt eri sormenjälki. Säilytä tämä sivu ja kysy järjestäjältä.

panel = Paikat valitaan vuorotellen
    .joined = Olet jonossa. Jonon sivulta näet, missä kohdassa olet.
    .see = Katso, missä kohdassa olen
    .planned = Moni haluaa paikan tähän tapahtumaan. Voit liittyä jonoon vähän ennen myynnin alkua.
    .about = Tietoa jonosta
    .hold = Sinulle on varattu { $seats ->
        [one] { $seats } paikka
       *[other] { $seats } paikkaa
    }. Voit maksaa jonottamatta.
    .pay = Maksa
    .inside = Nyt on sinun vuorosi. Jos se päättyy ennen kuin olet valinnut, pääset jatkamaan jonon sivulta.
    .until = Nyt on sinun vuorosi. Sinulla on aikaa klo { $time } asti. Jos vuoro päättyy ennen kuin olet valinnut, pääset jatkamaan jonon sivulta.
    .line = Jono
