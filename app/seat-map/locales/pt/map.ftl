whole = Toda a sala
zoom = Zoom
    .in = Aproximar
    .out = Afastar
    .all = Mostrar toda a sala

picture = Planta da sala
    .of = Planta da sala: { $hall }. Use as setas para ir de lugar em lugar, Enter para escolher ou deixar de escolher, mais e menos para ampliar e reduzir. Escape mostra toda a sala, Ctrl e Enter levam ao cesto. Encontra os mesmos lugares no botão “Escolher numa lista”.

wheel = { $key } + roda do rato para aproximar

free = { $free ->
        [one] { $free } de { NUMBER($places) } lugares livre
       *[other] { $free } de { NUMBER($places) } lugares livres
    }
    .short = { $free ->
        [one] { $free } livre
       *[other] { $free } livres
    }
    .standing = { $free ->
        [one] { $free } livre, de pé
       *[other] { $free } livres, de pé
    }
room = { NUMBER($free) } desde { $price }
    .same = { NUMBER($free) } a { $price }
full = cheio
    .standing = cheio, de pé
none = nenhum destes
asking = estamos a ver o que está livre
price = desde { $price }

entered = { $free ->
        [one] { $section }: { $free } de { NUMBER($places) } lugares livre.
       *[other] { $section }: { $free } de { NUMBER($places) } lugares livres.
    }
    .some = { $free ->
        [one] { $section }: { $free } destes lugares está livre.
       *[other] { $section }: { $free } destes lugares estão livres.
    }
    .asking = { $section }: estamos a ver o que está livre.
