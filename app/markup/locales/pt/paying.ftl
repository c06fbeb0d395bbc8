pay = Pagar { $total }
    .leave = Vai pagar na página do nosso serviço de pagamentos. { $seats ->
        [one] O seu lugar fica guardado
       *[other] Os seus lugares ficam guardados
    } enquanto paga, mesmo que demore mais alguns minutos do que o tempo indicado acima.
sandbox-way = Pagar na página do ambiente de testes

release = { $seats ->
        [one] Desistir do lugar
       *[other] Desistir dos lugares
    }
    .words = { $seats ->
        [one] Qualquer pessoa pode ficar logo com ele
       *[other] Qualquer pessoa pode ficar logo com eles
    }. Nada é cobrado.
    .yes = { $seats ->
        [one] Sim, desistir do lugar
       *[other] Sim, desistir dos lugares
    }
released = { $seats ->
        [one] Desistiu do lugar
       *[other] Desistiu dos lugares
    }
    .words = { $seats ->
        [one] Nada foi cobrado. O lugar está outra vez à venda para todos, e pode escolhê-lo de novo.
       *[other] Nada foi cobrado. Os lugares estão outra vez à venda para todos, e pode escolhê-los de novo.
    }

again = { $seats ->
        [one] Tentar de novo o mesmo lugar
       *[other] Tentar de novo os mesmos lugares
    }
    .area = { $seats ->
        [one] Tentar de novo guardar um lugar
       *[other] Tentar de novo guardar { $seats } lugares
    }

more = Mais cinco minutos
    .words = Pode ter mais cinco minutos, uma única vez, se pedir antes do último minuto.
    .done = Tem mais cinco minutos
    .until = { $seats ->
        [one] O seu lugar está guardado
       *[other] Os seus lugares estão guardados
    } até às { $time }.
more-refused = Já teve mais cinco minutos para esta reserva. O que guardou continua guardado até o tempo acabar.
    .late = O último minuto já começou. O que guardou continua guardado até o tempo acabar. Pague antes disso.
    .off = Neste evento não há tempo extra. O que guardou continua guardado até o tempo acabar.

refused-often = Foram recusados demasiados pagamentos, por isso não pode experimentar mais cartões por agora. Nada foi cobrado, e os seus lugares continuam guardados até o tempo acabar. Pergunte ao seu banco, ou tente de novo daqui a uma hora.
price-changed = O total é agora { $total }
    .words = A sua página ainda mostrava o total antigo, por isso nada foi cobrado. { $seats ->
        [one] O seu lugar continua guardado
       *[other] Os seus lugares continuam guardados
    }. Se o novo total estiver certo, pague agora.

resume = Começou a pagar
    .words = Termine na página de pagamento. { $seats ->
        [one] O seu lugar está guardado
       *[other] Os seus lugares estão guardados
    } até às { $time }. Só paga uma vez, mesmo que abra a página de pagamento duas vezes.
    .link = Ir para a página de pagamento

title = O seu pagamento
waits = Ainda não pagou
    .words = Os seus lugares continuam guardados. Nada foi cobrado.
checking = Estamos a verificar o seu pagamento
    .words = Demora um momento. Não precisa de fazer nada. Vai receber os bilhetes, ou o seu dinheiro de volta.
    .again = Ver de novo
paid = Está pago
    .words = Os seus bilhetes estão prontos.
    .link = Ver os bilhetes
unpaid = O pagamento não foi feito
    .words = Nada foi cobrado.
offer = Guardámos outros lugares para si
    .words = Outra pessoa ficou com os seus lugares antes de o seu pagamento chegar. Guardámos outros lugares ao mesmo preço. Se não os aceitar a tempo, devolvemos todo o seu dinheiro.
    .until = Estão guardados até às { $time }.
    .take = Ficar com estes lugares
    .leave = Não, quero o meu dinheiro de volta
returning = O seu dinheiro vai ser devolvido
    .words = Não conseguiu estes lugares com o seu pagamento. Estamos a devolver o dinheiro. Não precisa de fazer nada.
returned = O seu dinheiro foi devolvido
    .words = Estes lugares não são seus. O dinheiro pode demorar alguns dias a aparecer na sua conta.
elsewhere = Para continuar, abra a reserva no navegador onde escolheu os lugares.
booking-link = Ir para a reserva

sandbox = Pagamento de teste
    .words = Aqui não há dinheiro verdadeiro, e os cartões verdadeiros não são aceites. Use um dos cartões de teste abaixo.
    .number = Número do cartão
    .pay = Pagar { $total }
    .back = Voltar à loja
cards = Os cartões de teste
    .here = Esta loja está num ambiente de testes: não há dinheiro verdadeiro, e os cartões verdadeiros não são aceites. O cartão de teste { $card } paga; há mais abaixo.
    .all = Todos os cartões de teste
    .accepted = é aceite
    .declined = é recusado
    .funds = não tem saldo
    .error = causa um erro no serviço de pagamentos
    .slow = é lento (3 segundos) e depois é aceite
    .challenge = faz o banco pedir a sua confirmação
    .uncapturable = é aceite, mas o dinheiro nunca chega
declined = O seu banco recusou o cartão
    .words = Nada foi cobrado. Experimente outro cartão.
funds = O cartão não tem saldo suficiente
failed = O pagamento falhou
    .words = Nada foi cobrado. Tente de novo ou experimente outro cartão.
unknown = O ambiente de testes não conhece este cartão
challenge = O seu banco pergunta: confirma este pagamento?
    .words = Um banco verdadeiro enviaria um código para o seu telemóvel. Escolha uma resposta.
    .passed = Sim, confirmo
    .failed = Não
unproved = O seu banco não conseguiu confirmar quem está a pagar
over = Esta página está fechada
    .words = O pagamento foi feito, ou o tempo para pagar acabou.
