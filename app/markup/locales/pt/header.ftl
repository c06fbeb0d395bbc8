skip = Ir para o conteúdo
logo = Frontrow, ver a agenda
ways = Principal
events = Agenda
venues = Locais
bookings = Reservas
hold = Os seus lugares estão guardados por:
