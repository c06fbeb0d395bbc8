title = Entrar
    .lead = Entre para ver as suas reservas em qualquer dispositivo. Não precisa de palavra-passe: enviamos um código para o seu e-mail.
    .lead-kept = Entre para ver as suas reservas em qualquer dispositivo. Não precisa de palavra-passe: recebe um código que pode ler aqui no site.
    .address = Endereço de e-mail
    .send = Enviar código
    .hint = Use o endereço que indicou quando pagou.
here = Entrou como { $email }
    .link = As minhas reservas

unable = Esta loja não pode enviar códigos
    .words = Ainda não tem servidor de e-mail, por isso ninguém pode entrar. As suas reservas estão no navegador onde as fez.
kept = Esta loja não envia e-mails. Pode ler o código no site:
    .letters = as suas mensagens

code = Enviámos um código para { $email }. Tem oito algarismos e é válido durante 15 minutos, neste navegador.
    .title = Introduza o código
    .kept = O seu código para { $email } tem oito algarismos e é válido durante 15 minutos, neste navegador.
    .somewhere = Procure um e-mail com um código de oito algarismos. É válido durante 15 minutos, no navegador em que foi pedido.
    .late = O e-mail pode demorar um minuto. Se não chegar, veja na pasta de spam. Enviamos no máximo três códigos por hora para cada endereço.
    .field = Código
    .enter = Entrar
    .other = Usar outro endereço ou pedir um código novo

bad = Isto não é um endereço de e-mail
    .words = Nenhum código foi enviado. Escreva o endereço assim: nome@example.com.
many = Foram pedidos demasiados códigos
    .words = Nenhum código foi enviado. Use o código mais recente que tem, ou tente de novo daqui a uma hora.
refused = Não é possível entrar com este código
    .words = Está errado, já não é válido ou foi enviado para outro navegador. Nada foi alterado. Veja o e-mail mais recente ou peça um código novo.

guest = Reservas de outros dispositivos
    .words = Entre com o seu e-mail para ver aqui o que reservou noutros dispositivos.
    .link = Entrar
account = Entrou como { $email }
    .none = Ainda não há reservas com este endereço nem neste navegador.
sessions = Onde tem a conta aberta
    .here = Este dispositivo
session = Aberta: { $began }. Usada pela última vez: { $seen }
leave = Sair
    .everywhere = Sair em todos os dispositivos
    .words = Se sair em todos os dispositivos, terá de entrar de novo em cada um. As suas reservas não se perdem.
left = A sua sessão terminou
    .words = As suas reservas continuam na sua conta. Entre com o seu endereço de e-mail para as ver.
