### What is at the bottom of every page. Many pages are the same for everybody: nothing here depends on who is signed in.

word = The price you see is the price you pay. A held seat stays yours until its time runs out.
bookings = My bookings
# Leads to the page where people sign in, which shows the account to those who have
account = My account
venues = Venues
programs = For developers
