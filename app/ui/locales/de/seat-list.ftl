title = Plätze nach Bereich und Reihe
    .keys = Mit den Pfeiltasten gehen Sie von Platz zu Platz, mit der Eingabetaste wählen Sie aus oder ab, mit Esc geht es zurück zum Bereich. Mit Bild auf und Bild ab geht es von Bereich zu Bereich. Tippen Sie eine Nummer oder einen Namen, um dorthin zu gehen.
waiting = Die Liste erscheint, sobald der Saalplan geladen ist.

row = Reihe { $name }
    .none = Plätze
in-row = { $section }, Reihe { $name }
    .none = { $section }, Plätze

standing = { $area }, Stehplätze
    .word = stehpl

free = { NUMBER($count) } frei
    .price = { NUMBER($count) } frei, { $price }
    .from = { NUMBER($count) } frei, ab { $price }
    .none = nichts frei
