whole = Ganzer Saal
zoom = Zoom
    .in = Vergrößern
    .out = Verkleinern
    .all = Ganzen Saal zeigen

picture = Saalplan
    .of = Saalplan: { $hall }. Mit den Pfeiltasten gehen Sie von Platz zu Platz, mit der Eingabetaste wählen Sie einen Platz aus oder ab, mit Plus und Minus zoomen Sie. Mit Esc zeigen Sie den ganzen Saal, mit Strg und Eingabetaste gehen Sie zum Warenkorb. Dieselben Plätze finden Sie über die Schaltfläche „Aus einer Liste wählen“.

wheel = { $key } + Mausrad zoomt

free = { NUMBER($free) } von { NUMBER($places) } Plätzen frei
    .short = { NUMBER($free) } frei
    .standing = { NUMBER($free) } frei, Stehplätze
room = { NUMBER($free) } ab { $price }
    .same = { NUMBER($free) } zu je { $price }
full = voll
    .standing = voll, Stehplätze
none = keine davon
asking = wir prüfen, was frei ist
price = ab { $price }

entered = { $free ->
        [one] { $section }: { $free } von { NUMBER($places) } Plätzen ist frei.
       *[other] { $section }: { $free } von { NUMBER($places) } Plätzen sind frei.
    }
    .some = { $free ->
        [one] { $section }: { $free } dieser Plätze ist frei.
       *[other] { $section }: { $free } dieser Plätze sind frei.
    }
    .asking = { $section }: Wir prüfen, was frei ist.
