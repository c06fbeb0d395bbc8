events = Ver a agenda
bookings = As minhas reservas

page = Nenhuma página deste site tem este endereço.
event = Não encontrámos este evento. Pode ter mudado de data ou ter saído da agenda.
performer = Não encontrámos este artista ou grupo.
venue = Não encontrámos este local.
legal = Esta loja não tem essa página.
booking = Não encontrámos esta reserva.
    .own = Nenhuma das suas reservas tem este número.
    .event = O evento desta reserva já não existe.
payment = Não encontrámos este pagamento.
