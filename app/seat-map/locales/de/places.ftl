row = Reihe { $name }
seat = Platz { $number }
seats = Plätze { $first } und { $last }
place = Platz { $number }

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
view = Sicht von vorn
    .angle = Sicht von schräg vorn
    .side = Sicht von der Seite
    .behind = Sicht von hinten
distance = in mittlerer Entfernung
    .close = nah
    .far = weit entfernt
