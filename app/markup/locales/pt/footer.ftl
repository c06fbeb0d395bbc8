word = O preço que vê é o preço final. Um lugar guardado é seu até o tempo acabar.
bookings = As minhas reservas
account = A minha conta
venues = Locais
programs = API para programas
