about = Alle Termine: { $name }.
events = Demnächst
    .none = Noch ist nichts angekündigt.
    .elsewhere = Was sonst im Programm ist
