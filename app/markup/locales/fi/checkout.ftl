title = Maksa
heading = Maksa varauksesi
    .settled = Varauksesi

seats = Maksettavat paikat
total = Yhteensä
fees = Tämä on koko hinta. Lisämaksuja ei tule.

paid = Varaus on maksettu
    .words = Maksettavaa ei ole enää.
    .link = Näytä liput
back = Takaisin paikkakarttaan
