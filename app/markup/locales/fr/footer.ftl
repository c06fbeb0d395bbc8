### The footer of every page. Many pages are cached for all visitors, so nothing here depends on who is signed in.

word = Le prix affiché est le prix que vous payez. Une place réservée reste à vous jusqu’à la fin du compte à rebours.
bookings = Mes réservations
# A link to the sign-in page, which shows the account after signing in
account = Mon compte
venues = Lieux
programs = Pour les développeurs
