number = Kortnummer
pay = Betala { $total }
    .busy = Betalar…
back = Tillbaka till platskartan
