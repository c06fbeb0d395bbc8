left-out = Keine Veranstaltung passt zu allen Wörtern. Weggelassen: { $words }.
literally = Oder
    .link = nach den Wörtern „{ $words }“ suchen
understood = Oder
    .link = so suchen: { $words }
subscribe = Diese Termine im Kalender abonnieren

events = { $events ->
    [one] { $events } Veranstaltung
   *[other] { $events } Veranstaltungen
    }
    .words = { $events ->
        [one] { $events } Veranstaltung zu „{ $words }“
       *[other] { $events } Veranstaltungen zu „{ $words }“
    }
    .some = { $events ->
        [one] { $events } Veranstaltung zu „{ $words }“, nur mit einigen der Wörter
       *[other] { $events } Veranstaltungen zu „{ $words }“, nur mit einigen der Wörter
    }
further = Weitere Veranstaltungen
    .words = Weitere Veranstaltungen zu „{ $words }“
    .some = Weitere Veranstaltungen zu „{ $words }“, nur mit einigen der Wörter
none = Nichts gefunden
    .words = Nichts gefunden zu „{ $words }“

found = Suchergebnis
heading = Veranstaltungen
kinds = Art der Veranstaltung
views = Ansicht
chosen = Filter
    .take-off = { $filter }, Filter entfernen
months = Monate
    .none = In diesem Monat ist nichts im Programm.
    .advice = Sehen Sie in einem anderen Monat nach.
day-more = { $more }: { $day }

nothing = Dazu passt nichts.
    .advice = Versuchen Sie es mit anderen Wörtern oder einer anderen Art von Veranstaltung.
    .link = Ganzes Programm ansehen
also = Außerdem im Programm
