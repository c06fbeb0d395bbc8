seats = Die besten Plätze nebeneinander
    .words = Wir suchen die besten freien Plätze aus und reservieren sie für Sie. Höchstens { $places ->
        [one] { $places } Platz
       *[other] { $places } Plätze
    }.
    .hold = Beste Plätze reservieren
both = Die besten Sitzplätze oder Stehplätze
    .hold = Plätze reservieren
standing = Stehplätze
    .words = Wir reservieren sie für Sie, während Sie bezahlen. Höchstens { $places ->
        [one] { $places } Platz
       *[other] { $places } Plätze
    }.
    .hold = Stehplätze reservieren

quantity = Anzahl
price = Preis
    .any = Alle Preise
level = { $level } · { $price }
accessible = Rollstuhlplätze
place = Wo
    .seats = Plätze nebeneinander
    .standing = Stehplätze
