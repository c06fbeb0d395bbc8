### Links to the legal pages, which the organiser writes.

terms = Conditions générales de vente
privacy = Confidentialité
refunds = Remboursements
contact = Contact
imprint = Mentions légales
# On the checkout, before links to these pages
before = Avant de payer, vous pouvez lire :
