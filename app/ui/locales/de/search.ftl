search = Suche nach Titel, Mitwirkenden, Spielort oder Stadt
    .hint = Auch „dieses Wochenende“, „heute Abend“ oder „unter 50“.
    .examples = Titel, Mitwirkende, Spielort, Stadt
    .go = Suchen

near = In meiner Nähe
    .asking = Wir fragen Ihren Browser, wo Sie sind…
    .refused = Ihr Browser hat nicht gesagt, wo Sie sind. Geben Sie stattdessen eine Stadt in die Suche ein.
    .unable = Ihr Browser kann nicht sagen, wo Sie sind. Geben Sie stattdessen eine Stadt in die Suche ein.

recent = Letzte Suchen
    .kept = Letzte Suchen, nur auf diesem Gerät gespeichert
    .forget = „{ $words }“ vergessen
    .forget-all = Alle vergessen

failed = Das Programm konnte nicht abgerufen werden
    .words = Unten steht, was vorher zu sehen war. Prüfen Sie Ihre Verbindung, oder warten Sie einen Moment.
    .again = Noch einmal versuchen
