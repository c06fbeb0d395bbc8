terms = AGB
privacy = Datenschutz
refunds = Erstattung
contact = Kontakt
imprint = Impressum
before = Vor dem Bezahlen können Sie lesen:
