heading = Outras datas
    .search = Procurar outras datas deste evento
waiting = Alguns lugares podem ainda voltar a ficar livres, por exemplo quando alguém não paga a tempo. Deixe esta página aberta: aparecem aqui de imediato.
more = Mais desta série

soon = à venda em breve
sold-out = esgotado
over = terminado
cancelled = cancelado
