heading = As minhas reservas

pending = À espera de pagamento
coming = Próximas datas
over = Passadas e encerradas

none = Ainda não há reservas neste navegador.
    .advice =
        Escolha um evento e até { $seats ->
            [one] { $seats } lugar
           *[other] { $seats } lugares
        }. O que guardar ou comprar aparece aqui.
    .link = Ver a agenda

seats = { $seats ->
        [one] { $seats } lugar · { $total }
       *[other] { $seats } lugares · { $total }
    }
    .left = Bilhetes restantes: { NUMBER($tickets) } de { NUMBER($seats) } · { $total }
pay = Pagar

held = { $minutes ->
        [one] Guardada por mais { $minutes } minuto
       *[other] Guardada por mais { $minutes } minutos
    }
    .last = Guardada por menos de um minuto
tickets = Bilhetes
    .none = Sem bilhetes
expired = Não paga a tempo
cancelled = Cancelada
refunded = Reembolsada
