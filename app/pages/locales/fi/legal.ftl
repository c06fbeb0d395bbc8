terms = Ehdot
privacy = Tietosuoja
refunds = Palautukset
contact = Yhteystiedot
imprint = Järjestäjän tiedot
before = Voit lukea ennen maksamista:
