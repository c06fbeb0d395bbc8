title = Betala
heading = Betala din bokning
    .settled = Din bokning

seats = Det du betalar för
total = Totalt
fees = Det här är hela priset. Inga avgifter tillkommer.

update = Uppdatera summan först
    .words = Du har ändrat ett pris eller kampanjkoden, men det räknas inte med i summan än. Inget har dragits. Tryck på knappen ovanför och betala sedan.

paid = Bokningen är betald
    .words = Det finns inget mer att betala.
    .link = Visa biljetterna
back = Tillbaka till platskartan
