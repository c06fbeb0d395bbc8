row = Reihe { $name }
seat = Platz { $number }
seats = Plätze { $first } und { $last }
place = Platz { $number }

wheelchair = Rollstuhlplatz
companion = für eine Begleitperson

available = frei
    .offered = frei, Ihnen angeboten
yours = von Ihnen gewählt
    .pending = wird für Sie reserviert
    .held = für Sie reserviert
held = von jemand anderem reserviert
sold = verkauft
blocked = nicht im Verkauf
lost = jemand anders war schneller
unknown = wir prüfen, ob er frei ist
view = Bühne von vorn
    .angle = Bühne von schräg vorn
    .side = Bühne von der Seite
    .behind = hinter der Bühne
distance = in mittlerer Entfernung
    .close = nah
    .far = weit entfernt

control-key = Strg
