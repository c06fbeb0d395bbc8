search = Procurar por título, artista, local ou cidade
    .hint = Também “este fim de semana”, “hoje à noite” ou “menos de 50”.
    .examples = Título, artista, local, cidade
    .go = Procurar

near = Perto de mim
    .asking = Estamos a perguntar ao seu navegador onde está…
    .refused = O seu navegador não disse onde está. Escreva antes uma cidade na pesquisa.
    .unable = O seu navegador não consegue dizer onde está. Escreva antes uma cidade na pesquisa.

recent = Pesquisas recentes
    .kept = Pesquisas recentes, guardadas só neste dispositivo
    .forget = Esquecer “{ $words }”
    .forget-all = Esquecer todas

failed = Não foi possível obter o programa
    .words = Em baixo está o que se via antes. Verifique a sua ligação, ou espere um momento.
    .again = Tentar de novo
