seats = Os melhores lugares juntos
    .words = Escolhemos os melhores lugares livres, e ficam guardados enquanto paga. Até { $places ->
        [one] { $places } lugar
       *[other] { $places } lugares
    }.
    .hold = Guardar os melhores lugares
both = Os melhores lugares, sentados ou de pé
    .hold = Guardar lugares
standing = Lugares de pé
    .words = Ficam guardados enquanto paga. Até { $places ->
        [one] { $places } lugar
       *[other] { $places } lugares
    }.
    .hold = Guardar lugares de pé

quantity = Quantos
price = Preço
    .any = Qualquer preço
level = { $level } · { $price }
accessible = Lugares para cadeira de rodas
place = Onde
    .seats = Lugares sentados, juntos
    .standing = de pé
