### How buyers get their tickets: the e-mail field of the checkout, and the page of a paid booking.

## The field of the checkout

email = E-mail address (optional)
    .sent = We send your tickets there once you have paid.
    .kept = This shop sends no e-mail. Once you have paid, you can read the letter with your tickets on the site:
    .letters = your letters

## The page of a paid booking

# The headings of the three sections below the tickets. `.done`: shown after the URL of the event was copied
keep = Save or print
find = Find your tickets again
share = Share the event
    .button = Share
    .letter = Share by e-mail
    .done = The address of the event is copied.
pdf = Tickets as PDF
    .phone = PDF for a phone
calendar = Add to the calendar
# $place: for example "Stalls, row 4, seat 12"
wallet = Add to Apple Wallet: { $place }
send = Send my tickets
    .address = E-mail address
done = Your tickets are on their way
    .words = The letter may take a few minutes. If it does not come, look in your junk mail.
    .kept = This shop sends no e-mail. You can read the letter on the site:
recover = Link to these tickets
    .words = It opens your tickets in any browser, until 30 days after the event. Keep it secret: anyone with the link can use your tickets.
# Where to find the tickets: in this browser, and on other devices
bookings = Your tickets stay in this browser, under
    .link = My bookings
sign-in = If you gave an e-mail address for this booking, you can sign in with it on another device:
    .link = Sign in
# A form of this page was rejected, because its field contains no e-mail address
bad = This is not an e-mail address
    .words = Nothing was sent and nothing was changed. Write the address as name@example.com.
