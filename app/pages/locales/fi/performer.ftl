about = { $name }: tulevat tapahtumat.
events = Tulossa
    .none = Mitään ei ole vielä julkistettu.
    .elsewhere = Katso muita tapahtumia
