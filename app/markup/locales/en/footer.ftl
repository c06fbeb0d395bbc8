### The footer of every page. Many pages are cached for all visitors, so nothing here depends on who is signed in.

word = The price you see is the price you pay. A held seat stays yours until its time runs out.
bookings = My bookings
# A link to the sign-in page, which shows the account after signing in
account = My account
venues = Venues
programs = For developers
