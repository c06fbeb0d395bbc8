filters = Filtros
show = Ver eventos

when = Quando
    .any = Qualquer dia
from = A partir de
before = Antes de
price = Preço
    .any = Qualquer preço
    .under = Menos de { $price }
distance = Distância
    .any = Qualquer distância
    .within = { $km } km
on-sale = Já à venda
accessible = Com lugares para cadeira de rodas
    .only = Lugares para cadeira de rodas

order = Ordenar por
    .usual = Ordem habitual
    .date = Data mais próxima
    .price = Preço mais baixo
    .distance = Menor distância
    .relevance = Melhor resultado

today = Hoje
tonight = Hoje à noite
tomorrow = Amanhã
week = Esta semana
weekend = Este fim de semana
next-week = Próxima semana
next-weekend = Próximo fim de semana

words = “{ $words }”
days = De { $from } a { $to }
    .from = A partir de { $from }
    .before = Antes de { $to }
near = Num raio de { $km } km
    .anywhere = À volta de um local
    .unknown = Perto daqui: localização desconhecida

asked = A sua pesquisa: { $filters }
    .none = Não há nada nesta página da lista.
leave-out = Retirar: { $filter }
look = Procurar num raio de { $km } km

everything = Tudo
concerts = Concertos
opera = Ópera
theatre = Teatro
dance = Dança
sport = Desporto
family = Famílias
talks = Conversas

towns = Cidades
months = Meses
list = Lista
calendar = Calendário
later = Datas seguintes
more = Mais eventos

previous = Mês anterior: { $month }
next = Mês seguinte: { $month }
rest = { $events ->
        [one] +{ $events } evento
       *[other] +{ $events } eventos
    }
    .unknown = Ver este dia
soon = à venda em breve
sold-out = esgotado
over = terminado
cancelled = cancelado
