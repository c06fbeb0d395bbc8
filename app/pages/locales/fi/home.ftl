about = Konsertit, teatteri, tanssi ja urheilu: mitä tapahtuu, missä ja mistä hinnasta alkaen. Valitse paikkasi oikean salin paikkakartalta.
heading = Valitse juuri se paikka.
    .lead = Jokainen sali on piirretty sellaisena kuin se on. Näet heti, kun paikka varataan tai vapautuu, ja oma paikkasi pysyy varattuna maksamisen ajan.

title = Tapahtumat
    .later = Myöhemmät päivät
    .words = ”{ $words }”
    .kind = { $kind }: ”{ $words }”
