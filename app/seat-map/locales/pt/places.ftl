row = fila { $name }
seat = lugar { $number }
seats = lugares { $first } e { $last }
place = lugar { $number }

wheelchair = lugar para cadeira de rodas
companion = para acompanhante

available = livre
    .offered = livre, proposto para si
yours = escolhido por si
    .pending = a ser guardado para si
    .held = guardado para si
held = guardado por outra pessoa
sold = vendido
blocked = não está à venda
lost = alguém foi mais rápido
unknown = estamos a ver se está livre
view = palco de frente
    .angle = palco na diagonal
    .side = palco de lado
    .behind = atrás do palco
distance = a meia distância
    .close = perto
    .far = longe

control-key = Ctrl
