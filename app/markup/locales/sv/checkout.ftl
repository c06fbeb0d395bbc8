title = Betala
heading = Betala din bokning
    .settled = Din bokning

seats = Det du betalar för
total = Totalt
fees = Det här är hela priset. Inga avgifter tillkommer.

paid = Bokningen är betald
    .words = Det finns inget mer att betala.
    .link = Visa biljetterna
back = Tillbaka till platskartan
