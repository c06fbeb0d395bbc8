about = Das Programm: { $name } in { $city }.
all = Spielorte

address = Adresse
map = Auf der Karte
places = Plätze
facilities = Vor Ort

events = Programm
    .none = Hier ist noch nichts angekündigt.
    .elsewhere = Programm an anderen Orten
