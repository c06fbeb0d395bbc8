about = { $name }, { $city }: kommande evenemang.
all = Lokaler

address = Adress
map = Visa på karta
places = Platser
facilities = Service på plats

events = Evenemang här
    .none = Inget är annonserat här än.
    .elsewhere = Se evenemang på andra ställen
