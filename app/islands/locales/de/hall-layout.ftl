sheet = Plätze und Preise finden

basket = Zum Warenkorb
    .keys = Mit Strg und der Eingabetaste geht es zum Warenkorb.

screen = Vollbild

only = Kreuzen Sie Preise an, um nur diese Plätze zu sehen.
