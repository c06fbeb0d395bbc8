choice = A sua escolha

hold = Guardar { $seats ->
        [one] { $seats } lugar
       *[other] { $seats } lugares
    }
    .pending = A guardar { $seats ->
        [one] { $seats } lugar
       *[other] { $seats } lugares
    }
hold-places = Guardar { $places ->
        [one] { $places } lugar de pé
       *[other] { $places } lugares de pé
    }
    .pending = A guardar { $places ->
        [one] { $places } lugar de pé
       *[other] { $places } lugares de pé
    }

chosen = { $seats ->
        [one] { $seats } lugar escolhido
       *[other] { $seats } lugares escolhidos
    }
    .places = { $places ->
        [one] { $places } lugar de pé escolhido
       *[other] { $places } lugares de pé escolhidos
    }

leave-out = Retirar { $place }
each = { $price } cada
quantity = Quantos
    .less = Retirar um bilhete
    .more = Juntar um bilhete
clear = Limpar

limit = Escolha até { $seats ->
        [one] { $seats } lugar
       *[other] { $seats } lugares
    }.
    .none = Já tem o máximo de lugares por pessoa.

pay = Pagar { $total }
give-back = Desistir
