about = A agenda de { $name }, { $city }.
all = Locais

address = Endereço
map = Ver no mapa
places = Lotação
facilities = No local

events = Agenda
    .none = Ainda não há nada anunciado.
    .elsewhere = Ver a agenda de outros locais
