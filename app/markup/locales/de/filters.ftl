filters = Filter
show = Veranstaltungen anzeigen

when = Wann
    .any = Alle Tage
from = Ab
before = Vor
price = Preis
    .any = Alle Preise
    .under = Unter { $price }
distance = Entfernung
    .any = Jede Entfernung
    .within = { $km } km
on-sale = Jetzt im Verkauf
accessible = Mit Rollstuhlplätzen
    .only = Rollstuhlplätze

order = Sortieren
    .usual = Standard
    .date = Frühester Termin zuerst
    .price = Günstigster Preis zuerst
    .distance = Kürzeste Entfernung zuerst
    .relevance = Beste Treffer zuerst

today = Heute
tonight = Heute Abend
tomorrow = Morgen
week = Diese Woche
weekend = Dieses Wochenende
next-week = Nächste Woche
next-weekend = Nächstes Wochenende

words = „{ $words }“
days = { $from } bis { $to }
    .from = Ab { $from }
    .before = Vor { $to }
near = Im Umkreis von { $km } km
    .anywhere = Rund um einen Ort
    .unknown = In Ihrer Nähe: Standort nicht bekannt

asked = Ihre Suche: { $filters }
    .none = Auf dieser Seite der Liste steht nichts.
leave-out = Weglassen: { $filter }
look = Im Umkreis von { $km } km suchen

everything = Alles
concerts = Konzerte
opera = Oper
theatre = Theater
dance = Tanz
sport = Sport
family = Familie
talks = Vorträge

towns = Städte
months = Monate
list = Liste
calendar = Kalender
later = Spätere Termine
more = Weitere Veranstaltungen

previous = Voriger Monat: { $month }
next = Nächster Monat: { $month }
rest = +{ NUMBER($events) } weitere
    .unknown = Diesen Tag ansehen
soon = bald im Vorverkauf
sold-out = ausverkauft
over = vorbei
cancelled = abgesagt
