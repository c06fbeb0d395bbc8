heading = Andere Termine
    .search = Nach anderen Terminen dieser Veranstaltung suchen
waiting = Plätze können wieder frei werden, zum Beispiel wenn jemand nicht rechtzeitig bezahlt. Lassen Sie diese Seite offen: Freie Plätze erscheinen hier sofort.
more = Mehr aus dieser Reihe

soon = bald im Vorverkauf
sold-out = ausverkauft
over = vorbei
cancelled = abgesagt
