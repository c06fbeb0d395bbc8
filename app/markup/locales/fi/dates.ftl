heading = Muut ajankohdat
    .none = Tällä tapahtumalla ei ole muita ajankohtia.
more = Samasta sarjasta

soon = tulossa myyntiin
sold-out = loppuunmyyty
over = päättynyt
cancelled = peruttu
