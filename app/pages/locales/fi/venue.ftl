about = { $name }, { $city }: tulevat tapahtumat.
all = Tapahtumapaikat

address = Osoite
map = Näytä kartalla
places = Paikkoja
facilities = Palvelut

events = Tapahtumat täällä
    .none = Mitään ei ole vielä julkistettu.
    .elsewhere = Katso muita tapahtumia
