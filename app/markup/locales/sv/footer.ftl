word = Priserna är slutpriser. En reserverad plats är din tills tiden går ut.
bookings = Mina bokningar
account = Mitt konto
venues = Lokaler
programs = För utvecklare
