### What is at the bottom of every page. Many pages are the same for everybody: nothing here depends on who is signed in.

word = Le prix affiché est le prix que vous payez. Une place réservée reste à vous jusqu’à la fin du compte à rebours.
bookings = Mes réservations
# Leads to the page where people sign in, which shows the account to those who have
account = Mon compte
venues = Lieux
programs = Pour les développeurs
