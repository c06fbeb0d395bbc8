heading = Passar um bilhete a outra pessoa
    .sent = Enviamos o bilhete para o e-mail dessa pessoa. O seu código deixa de funcionar de imediato, e não pode recuperar o bilhete. Se o bilhete for reembolsado, o dinheiro é seu.
    .kept = Esta loja não envia e-mails. Recebe uma mensagem no site e envia o link dela a essa pessoa. O seu código deixa de funcionar de imediato, e não pode recuperar o bilhete. Se o bilhete for reembolsado, o dinheiro é seu.
ticket = Bilhete
address = E-mail da outra pessoa
give = Passar o bilhete
done = Passou o bilhete a outra pessoa
    .sent = Estamos a enviá-lo para esse endereço. O seu código já não funciona.
    .kept = Esta loja não envia e-mails. Pode ler a mensagem no site. Envie o link dela à pessoa que recebe o bilhete:
    .letters = as suas mensagens
refused = Não pode passar este bilhete
    .given-away = Já é de outra pessoa.
    .void = Já não é válido. A sua reserva mostra quais são os bilhetes válidos.
    .used = Alguém já entrou com este bilhete. Nada foi alterado.
    .over = O evento já terminou ou foi cancelado. Nada foi alterado.

to = Passado a { $address }: { $place }
