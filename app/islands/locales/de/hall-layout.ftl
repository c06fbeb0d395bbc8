sheet = Plätze und Preise finden

basket = Zum Warenkorb
    .keys = Mit Strg und Enter geht es zum Warenkorb.

screen = Vollbild

only = Kreuzen Sie Preise an, um nur diese Plätze zu sehen.
