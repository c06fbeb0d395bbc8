### Links to the legal pages that the organiser of the shop wrote.

terms = Conditions générales de vente
privacy = Confidentialité
refunds = Remboursements
contact = Contact
imprint = Mentions légales
# On the checkout, before links to these pages
before = Avant de payer, vous pouvez lire :
