subject = Os seus bilhetes: { $event }
paid = Tem { $tickets ->
        [one] { $tickets } bilhete
       *[other] { $tickets } bilhetes
    }
    .total = Total pago: { $total }.
given = Um bilhete para si: { $event }
    .words = Alguém comprou este bilhete e enviou-o para si. Agora é seu. O código que essa pessoa tinha já não funciona.
when = Quando
venue = Onde
places = { $tickets ->
        [one] O seu lugar
       *[other] Os seus lugares
    }
    .proof = mostrar { $proof }
enclosed = { $tickets ->
        [one] O bilhete está em anexo, em PDF. Imprima-o ou mostre o código no telemóvel.
       *[other] Os bilhetes estão em anexo, em PDF. Imprima-os ou mostre os códigos no telemóvel.
    }
door = { $tickets ->
        [one] O código deixa entrar uma pessoa, uma única vez. Não o mostre a ninguém antes de chegar à entrada.
       *[other] Cada código deixa entrar uma pessoa, uma única vez. Não mostre os códigos a ninguém antes de chegar à entrada.
    }
open = { $tickets ->
        [one] Abrir o bilhete
       *[other] Abrir os bilhetes
    }
    .pdf = Bilhetes em PDF
    .phone = Bilhetes em PDF para o telemóvel
    .calendar = Adicionar ao calendário
    .lost = { $tickets ->
        [one] Use este link se perder o bilhete. Não o mostre a ninguém: quem tiver o link pode usar o bilhete.
       *[other] Use este link se perder os bilhetes. Não o mostre a ninguém: quem tiver o link pode usar os bilhetes.
    }
    .here = { $tickets ->
        [one] Pode voltar a abrir esta página se perder o bilhete. Não mostre o endereço a ninguém: quem o tiver pode usar o bilhete.
       *[other] Pode voltar a abrir esta página se perder os bilhetes. Não mostre o endereço a ninguém: quem o tiver pode usar os bilhetes.
    }
booking = Reserva { $booking }

sign-in = { $code } é o seu código para entrar
    .words = Escreva-o na página onde o pediu, no mesmo navegador. Pode usá-lo uma vez, durante 15 minutos.
    .link = Entrar
    .not-you = Se não pediu o código, não precisa de fazer nada. Sem ele ninguém pode entrar, por isso não o diga a ninguém.

kept = As suas mensagens
    .words = Esta loja não tem servidor de e-mail, por isso não envia e-mails. Pode ler aqui as mensagens sobre as suas reservas.
    .none = Ainda não há mensagens. Recebe uma quando indicar um endereço de e-mail ao pagar.
    .to = Para { $address }, { $day }
bookings = As minhas reservas

receipt = Recibo { $number }
    .sold-by = Vendido por
    .date = Data
    .total = Total
vat = IVA de { $rate } % incluído
