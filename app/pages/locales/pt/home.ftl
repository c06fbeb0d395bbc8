about = Concertos, teatro, dança e desporto: o que há para ver, onde e a partir de que preço. Escolha o seu lugar na planta da própria sala.
heading = Escolha exatamente o seu lugar.
    .lead = Aqui cada sala está desenhada tal como é. Veja na hora quando um lugar é ocupado ou volta a ficar livre. O seu fica guardado enquanto paga.

title = Agenda
    .later = Datas seguintes
    .words = “{ $words }”
    .kind = { $kind }: “{ $words }”
