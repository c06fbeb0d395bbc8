number = Kartennummer
pay = { $total } bezahlen
    .busy = Zahlung läuft…
back = Zurück zum Saalplan
