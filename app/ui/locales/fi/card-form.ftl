number = Kortin numero
pay = Maksa { $total }
    .busy = Maksetaan…
back = Takaisin paikkakarttaan
