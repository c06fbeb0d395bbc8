title = Lugares por setor e fila
    .keys = Use as setas para passar de lugar em lugar, Enter para escolher ou retirar, Escape para voltar ao setor. Page Up e Page Down passam de setor em setor. Escreva um número ou um nome para ir até lá.
waiting = A lista aparece assim que a planta estiver carregada.

row = Fila { $name }
    .none = Lugares
in-row = { $section }, fila { $name }
    .none = { $section }, lugares

standing = { $area }, de pé
    .word = de pé

free = { $count ->
        [one] { $count } livre
       *[other] { $count } livres
    }
    .price = { $count ->
        [one] { $count } livre, { $price }
       *[other] { $count } livres, { $price }
    }
    .from = { $count ->
        [one] { $count } livre, desde { $price }
       *[other] { $count } livres, desde { $price }
    }
    .none = nenhum livre
