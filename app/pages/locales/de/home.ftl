about = Konzerte, Theater, Tanz und Sport: was läuft, wo, und ab welchem Preis. Wählen Sie Ihren Platz im Plan des echten Saals.
heading = Wählen Sie genau Ihren Platz.
    .lead = Jeder Saal ist hier so gezeichnet, wie er gebaut ist. Sie sehen sofort, wenn ein Platz vergeben ist oder wieder frei wird, und Ihr Platz bleibt reserviert, während Sie bezahlen.

title = Programm
    .later = Spätere Termine
    .words = „{ $words }“
    .kind = { $kind }: „{ $words }“
