heading = Andere Termine
    .none = Es gibt keine anderen Termine dieser Veranstaltung.
more = Mehr aus dieser Reihe

soon = bald im Vorverkauf
sold-out = ausverkauft
over = vorbei
cancelled = abgesagt
