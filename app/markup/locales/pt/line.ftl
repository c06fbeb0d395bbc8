title = Fila de espera: { $event }
kicker = Fila de espera
sales = Início da venda:

what = Há muitos fãs que querem lugares para este evento. Por isso, escolhem à vez: ninguém precisa de ser mais rápido do que os outros.
    .kept = Este navegador guarda a sua posição. Pode fechar a página e voltar depois.
draw-link = Como funciona o sorteio e como o pode verificar

off = Não há fila de espera
    .words = A página do evento diz quando pode escolher lugares.
planned = A fila de espera ainda não abriu
    .words = Pode entrar pouco antes do início da venda. Até lá, não precisa de fazer nada.
gathering = Já pode entrar na fila de espera
    .joined = Está na fila de espera
    .draw = O sorteio é às { $time }. Até lá, tanto faz a que horas entra.
    .order = As posições são dadas por ordem de chegada. As primeiras pessoas são chamadas às { $time }.
sealed = As inscrições para o sorteio terminaram
    .words = As posições de todas as pessoas que entraram a tempo são decididas por sorteio. A sua posição aparece aqui antes do início da venda.
drawn = O sorteio está feito
    .words = Já há uma posição para cada pessoa. As primeiras pessoas são chamadas às { $time }.
open = A fila de espera está a avançar
    .words = As pessoas são chamadas pela ordem das posições, tão depressa quanto a venda o permite.
late = A fila aguarda o sorteio
    .words = O número público que decide o sorteio está atrasado. Ninguém é chamado antes de ele chegar, e ninguém perde a posição.
operator = A fila de espera está em pausa
    .words = A organização pôs a fila em pausa. A sua posição mantém-se, e não precisa de fazer nada.
sale = A venda está em pausa
    .words = A organização pôs a venda em pausa. A sua posição mantém-se, e não precisa de fazer nada.
unreachable = A bilheteira não responde neste momento
    .words = A sua posição mantém-se. Não precisa de fazer nada.
empty = Neste momento, todos os lugares estão ocupados
    .words = A sua posição mantém-se. Alguns lugares estão apenas guardados e podem voltar a ficar livres nos próximos minutos. Espere aqui se ainda quiser um lugar.
sold-out = Esgotado
    .words = Já não há lugares à venda. Agradecemos a sua espera.
ended = A venda terminou
    .words = A página do evento explica o motivo e diz se há outras datas.
cancelled = Este evento não se vai realizar
    .words = Foi cancelado. Não precisa de esperar mais.
turn = É a sua vez
    .words = Escolha agora os seus lugares.
    .until = Tem { $left } para começar, até às { $time }. Se deixar passar esse tempo, fica à espera no início da fila.
    .missed = O tempo para começar acabou. Continua no início da fila: escolha lugares e entra assim que for possível.
    .title = É a sua vez: { $event }
inside = Pode escolher lugares
    .words = A sua vez começou. Quando pagar ou sair, entra a pessoa seguinte.
    .until = Tem até às { $time }. Quando pagar ou sair, entra a pessoa seguinte.
time-over = O seu tempo acabou
    .words = Pode voltar a entrar no fim da fila.

ahead = À sua frente
    .next = A seguir é a sua vez
place = A sua posição
time = Tempo de espera
left = Lugares livres
held = Guardados por outras pessoas, podem voltar a ficar livres
not-yet = Ainda não se sabe

under = Menos de um minuto
up-to = Até { $high }
range = { $low } a { $high }
at-least = Pelo menos { $low }
minutes = min
    .hours = h
seconds = { $seconds } segundos

odds = Vai haver lugares?
good = É muito provável que encontre lugares, mesmo que as pessoas à sua frente comprem mais do que é habitual.
uncertain = Ainda não se sabe se vai encontrar lugares.
unlikely = As pessoas à sua frente devem comprar todos os lugares. A sua posição mantém-se, se quiser esperar.

join = Entrar na fila de espera
    .wait = Um momento: a entrar na fila de espera.
choose = Escolher lugares
leave = Sair da fila de espera
    .inside = Já terminei: deixar entrar a pessoa seguinte
tell = Dizer a minha posição
notify = Avisar quando for a minha vez
    .on = Avisamos quando for a sua vez. Mantenha esta página aberta.
    .off = Este navegador não mostra notificações. Mantenha esta página à vista.
back = Voltar ao evento

wish = Guardar lugares quando for a minha vez
    .hint = Escolhemos os melhores que estiverem livres nesse momento. Se não houver nenhum, pode escolher na planta.
    .seats = Quantos lugares
    .none = Nenhum: escolho na planta
    .price = Preço
    .any = Qualquer preço

prices = Preços
    .note = O preço que vê é o preço final.
    .left = livres: { $seats }

said = À sua frente: { $ahead }. A sua posição: { $place }. Tempo de espera: { $time }.
    .next = A seguir é a sua vez. A sua posição: { $place }.
    .waiting = Está na fila de espera. Ainda não se sabe a sua posição.
    .drawn = O sorteio está feito. A sua posição: { $place }. À sua frente: { $ahead }.
    .ahead = À sua frente: { $ahead }.
    .full = Está no início da fila. Neste momento ainda não pode entrar. Voltamos a tentar de dois em dois segundos.
offline = Está sem internet. A sua posição mantém-se. Esta página continua quando a internet voltar.
closing = A impressão digital do sorteio que este navegador guardou:
    .changed = O sorteio mostra agora outra impressão digital. Guarde esta página e pergunte à organização.

panel = Os lugares são escolhidos à vez
    .joined = Está na fila de espera. A página da fila mostra em que ponto está.
    .see = Ver a minha posição
    .planned = Há muitos fãs que querem lugares para este evento. Pode entrar na fila de espera pouco antes do início da venda.
    .about = Sobre a fila de espera
    .hold = Tem { $seats ->
        [one] { $seats } lugar guardado
       *[other] { $seats } lugares guardados
    }. Pode pagar sem esperar.
    .pay = Pagar
    .inside = É a sua vez. Se o tempo acabar antes de escolher, continue na página da fila de espera.
    .until = É a sua vez. Tem até às { $time }. Se o tempo acabar antes de escolher, continue na página da fila de espera.
    .line = Ver a fila de espera
