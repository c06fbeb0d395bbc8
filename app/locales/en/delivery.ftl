### How buyers get their tickets: the e-mail field of the checkout, and the page of a paid booking.

## The field of the checkout

email = E-mail address (optional)
    .sent = We send your tickets there once you have paid.
    .kept = This shop sends no e-mail. It writes a letter that you can read on the site:
    .letters = your letters

## The page of a paid booking

pdf = Tickets as PDF
calendar = Add to the calendar
send = Send my tickets
    .address = E-mail address
done = Your tickets are on their way
    .words = The letter may take some minutes. If it does not come, look among junk mail.
    .kept = This shop sends no e-mail. You can read the letter on the site:
recover = Link to these tickets
    .words = It opens your tickets in any browser, until 30 days after the event. Whoever has the link has the tickets.
