title = Sorteio: { $event }
kicker = Sorteio
lead = As posições na fila de espera foram decididas por sorteio, e não por quem chegou primeiro ou tinha o computador mais rápido.
    .before = As posições na fila de espera vão ser decididas por sorteio, e não por quem chega primeiro ou tem o computador mais rápido.
none = Não há sorteio para este evento
    .words = As posições na fila de espera são dadas por ordem de chegada.
    .back = Ir para a fila de espera

proves = Qualquer pessoa pode verificar este sorteio. Ninguém podia escolher o resultado.
    .drand = O valor vem da drand: organizações independentes de todo o mundo assinam juntas um número de três em três segundos. Para o influenciar, a maioria delas teria de conspirar com a organização.
    .announced = O valor é público e foi indicado antes do sorteio. Só quem o produz o poderia influenciar.
    .sums = Pode verificar as contas deste sorteio. No resto, tem de confiar na organização.
    .none = Este sorteio não tem valor público. A organização conhecia o número secreto e podia ter inventado inscrições.
    .people = Um sorteio é justo entre inscrições, não entre pessoas: não pode mostrar que cada inscrição é de uma pessoa.

promised = O que foi prometido antes
    .words = Isto foi publicado quando o sorteio foi anunciado. O compromisso fixa o número secreto. Mais tarde, o encerramento fixa o valor aleatório público e a lista.
closes = Fim das inscrições
    .past = Fim das inscrições
commitment = Compromisso: a impressão digital do número secreto
beacon = Valor aleatório público que decide
drand = Ronda { $round } da drand, cadeia { $chain }
without = Nenhum

part = Quem participa
    .words = No fim das inscrições, a lista de todas as inscrições foi selada.
    .before = Cada navegador à espera recebeu o encerramento antes de o valor ser conhecido.
    .later = A lista é selada dez segundos depois do fim das inscrições.
count = Inscrições
root = Impressão digital da lista
closing = Encerramento: a impressão digital de tudo isto

decided = O que a sorte decidiu
    .later = O valor ainda não é conhecido. As posições resultam dele e vão aparecer aqui e na página da fila de espera.
    .words = Em conjunto, o encerramento, o número secreto e o valor dão a cada inscrição a sua posição. Mais nada conta.
value = Valor público
    .signature = Assinatura da drand
    .announced = O que foi divulgado
seed = Número secreto, que já não é secreto
key = Chave do sorteio
places = Impressão digital de todas as posições
drawn = Sorteio feito

mine = O seu número
    .words = A sua inscrição vem deste navegador. A chave do sorteio dá um número a cada inscrição, e o número mais baixo fica com a primeira posição.
    .none = Este navegador não tem inscrição no sorteio.
    .late = A sua posição não foi sorteada. Quem entra depois do fim das inscrições, ou volta a entrar depois da sua vez, recebe a posição seguinte no fim da fila.
    .waiting = A sua posição é sorteada quando o valor for conhecido.
entry = A sua inscrição
place = A sua posição
proof = Prova de que a sua inscrição está na lista

check = Como verificar
    .later = Depois do sorteio, esta página tem o registo dele, a lista de todas as inscrições e dois comandos que os verificam.
    .words = Guarde estes dois ficheiros:
    .record = O registo do sorteio
    .entries = A lista de todas as inscrições
    .then = Um só comando verifica cada passo, sem internet. Faz parte do Frontrow, que é de código aberto:
    .other = Também não precisa de confiar no nosso programa. Este está em Python e não usa nada do nosso código:
