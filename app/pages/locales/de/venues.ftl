title = Spielorte
    .lead = Jeder Saal ist so gezeichnet, wie er gebaut ist. So ist der Platz, den Sie wählen, auch der Platz, den Sie finden.
about = Säle, Arenen und Stadien, für die es hier Plätze gibt, alle so gezeichnet, wie sie gebaut sind.
none = Noch keine Spielorte.
    .words = Spielorte erscheinen hier, sobald es ihren ersten Saalplan gibt.

places = { $places ->
        [one] { $places } Platz
       *[other] { $places } Plätze
    }
events = { $events ->
        [one] { $events } Veranstaltung
       *[other] { $events } Veranstaltungen
    }
