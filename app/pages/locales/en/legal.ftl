### Links to the legal pages, which the organiser writes.

terms = Terms
privacy = Privacy
refunds = Refunds
contact = Contact
imprint = Imprint
# On the checkout, before links to these pages
before = Before you pay, you can read:
