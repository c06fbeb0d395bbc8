heading = Outras datas
    .none = Não há outras datas deste evento.
more = Mais desta série

soon = à venda em breve
sold-out = esgotado
over = terminado
cancelled = cancelado
