about = { $event }: { $day }, { $venue }, { $city }. Escolha os seus lugares na planta da sala.
poster = Cartaz: { $event }. { $day }, { $venue }, { $city }

choose = Escolher lugares
price = desde { $price }

over = Este evento já terminou
    .words = Agradecemos a todas as pessoas que vieram. Talvez haja outras datas mais abaixo.
cancelled = Este evento não se vai realizar
    .words = Foi cancelado. Se comprou bilhetes, recebe todo o seu dinheiro de volta. Não precisa de fazer nada.
paused = A venda está em pausa
    .words = Por agora não é possível guardar mais lugares. Os lugares que já guardou continuam seus até o tempo acabar, e pode pagá-los. Os bilhetes que comprou continuam válidos.

description = Sobre o evento
    .part = Sobre o evento
duration = Duração: cerca de { $time }, incluindo intervalos.
place = Onde
facilities = No local
