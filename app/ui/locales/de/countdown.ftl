left = Verbleibende Zeit zum Bezahlen

held = { $seats ->
        [one] { $seats } Platz ist für Sie reserviert. Niemand sonst kann ihn nehmen.
       *[other] { $seats } Plätze sind für Sie reserviert. Niemand sonst kann sie nehmen.
    }
    .last = { $seats ->
        [one] Danach kommt { $seats } Platz wieder in den Verkauf. Bezahlen Sie jetzt, um ihn zu behalten. Sonst wird nichts abgebucht.
       *[other] Danach kommen { $seats } Plätze wieder in den Verkauf. Bezahlen Sie jetzt, um sie zu behalten. Sonst wird nichts abgebucht.
    }

checking = Wir prüfen Ihre Buchung…

still = So viel Zeit war übrig, als die Seite geladen wurde: Die Reservierung endet um { $time }. Laden Sie die Seite neu, um zu sehen, wie viel Zeit noch bleibt.

two-minutes = Noch 2 Minuten, um { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    } zu bezahlen.
one-minute = Noch eine Minute, um { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    } zu bezahlen.
half-minute = Noch 30 Sekunden, um { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    } zu bezahlen.
