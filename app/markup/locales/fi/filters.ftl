filters = Rajaa hakua
show = Näytä tapahtumat

when = Milloin
    .any = Kaikki päivät
from = Alkaen
before = Ennen
price = Hinta
    .any = Kaikki hinnat
    .under = Alle { $price }
distance = Etäisyys
    .any = Kaikki etäisyydet
    .within = { $km } km
on-sale = Myynnissä nyt
accessible = On pyörätuolipaikkoja
    .only = Pyörätuolipaikat

order = Järjestys
    .usual = Tavallinen
    .date = Ajankohdan mukaan
    .price = Halvimmat ensin
    .distance = Lähimmät ensin
    .relevance = Osuvimmat ensin

today = Tänään
tonight = Tänä iltana
tomorrow = Huomenna
week = Tällä viikolla
weekend = Tänä viikonloppuna
next-week = Ensi viikolla
next-weekend = Ensi viikonloppuna

words = ”{ $words }”
days = { $from } – { $to }
    .from = { $from } alkaen
    .before = Ennen { $to }
near = { $km } km:n säteellä
    .anywhere = Valitun paikan lähellä
    .unknown = Lähelläsi: sijainti ei tiedossa

asked = Hait näillä: { $filters }.
    .none = Tällä luettelon sivulla ei ole mitään.
leave-out = Poista rajaus: { $filter }
look = Hae { $km } km:n säteeltä

everything = Kaikki
concerts = Konsertit
opera = Ooppera
theatre = Teatteri
dance = Tanssi
sport = Urheilu
family = Koko perheelle
talks = Luennot ja keskustelut

towns = Kaupungit
months = Kuukaudet
list = Luettelo
calendar = Kalenteri
later = Myöhemmät päivät
more = Lisää tapahtumia

previous = Edellinen kuukausi: { $month }
next = Seuraava kuukausi: { $month }
rest = { $events ->
    [one] +{ $events } muu
   *[other] +{ $events } muuta
    }
    .unknown = Näytä tämä päivä
soon = tulossa myyntiin
sold-out = loppuunmyyty
over = päättynyt
cancelled = peruttu
