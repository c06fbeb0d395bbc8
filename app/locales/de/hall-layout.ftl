sheet = Plätze und Preise finden

basket = Zum Warenkorb
    .keys = Mit Strg und Enter geht es zum Warenkorb.

screen = Vollbild
