about = Todas as datas: { $name }.
events = Próximas datas
    .none = Ainda não há nada anunciado.
    .elsewhere = Ver o resto da agenda
