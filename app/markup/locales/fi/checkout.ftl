title = Maksa
heading = Maksa varauksesi
    .settled = Varauksesi

seats = Maksettavat paikat
total = Yhteensä
fees = Tämä on koko hinta. Lisämaksuja ei tule.

update = Päivitä ensin loppusumma
    .words = Muutit hintaa tai kampanjakoodia, mutta loppusumma on vielä ennallaan. Mitään ei veloitettu. Paina yllä olevaa painiketta ja maksa sitten.

paid = Varaus on maksettu
    .words = Maksettavaa ei ole enää.
    .link = Näytä liput
back = Takaisin paikkakarttaan
