heading = Verkaufsstart

city-time = Ortszeit { $city }

promise = Genau dann öffnet sich hier der Saalplan mit allen Plätzen. Sie brauchen kein Konto, und alle Preise sind Endpreise.


clock = Zeit bis zum Verkaufsstart
    .days = Tage
    .hours = Stunden
    .minutes = Minuten
    .seconds = Sekunden
open = Der Verkauf hat begonnen.
    .link = Plätze anzeigen
