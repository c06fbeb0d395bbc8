filters = Filter
show = Visa evenemang

when = När
    .any = Alla dagar
from = Från
before = Före
price = Pris
    .any = Alla priser
    .under = Under { $price }
distance = Avstånd
    .any = Alla avstånd
    .within = { $km } km
on-sale = Biljetter till salu nu
accessible = Med rullstolsplatser
    .only = Rullstolsplatser

order = Sortering
    .usual = Vanlig
    .date = Närmast i tiden först
    .price = Billigast först
    .distance = Närmast först
    .relevance = Bästa träffen först

today = I dag
tonight = I kväll
tomorrow = I morgon
week = Den här veckan
weekend = I helgen
next-week = Nästa vecka
next-weekend = Nästa helg

words = ”{ $words }”
days = { $from } till { $to }
    .from = Från { $from }
    .before = Före { $to }
near = Inom { $km } km
    .anywhere = Kring en viss ort
    .unknown = Nära dig: läget är inte känt

asked = Du sökte på: { $filters }.
    .none = Det finns inget på den här sidan av listan.
leave-out = Ta bort: { $filter }
look = Sök inom { $km } km

everything = Allt
concerts = Konserter
opera = Opera
theatre = Teater
dance = Dans
sport = Sport
family = Hela familjen
talks = Föredrag

towns = Orter
months = Månader
list = Lista
calendar = Kalender
later = Senare datum
more = Fler evenemang

previous = Föregående månad: { $month }
next = Nästa månad: { $month }
rest = +{ NUMBER($events) } till
    .unknown = Visa dagen
soon = släpps snart
sold-out = slutsålt
over = avslutat
cancelled = inställt
