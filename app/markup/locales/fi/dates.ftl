heading = Muut ajankohdat
    .search = Etsi tapahtuman muita ajankohtia
waiting = Paikkoja voi vielä vapautua, esimerkiksi jos joku ei maksa ajoissa. Pidä tämä sivu auki: vapautuneet paikat näkyvät täällä heti.
more = Samasta sarjasta

soon = tulossa myyntiin
sold-out = loppuunmyyty
over = päättynyt
cancelled = peruttu
