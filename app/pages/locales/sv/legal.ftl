terms = Villkor
privacy = Personuppgifter
refunds = Återköp
contact = Kontakt
imprint = Om arrangören
before = Innan du betalar kan du läsa:
