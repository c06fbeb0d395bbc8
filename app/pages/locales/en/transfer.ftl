### Giving a ticket to somebody else, on the page of a paid booking.

# `.kept`: instead of `.sent`, in a shop that sends no e-mail
heading = Give a ticket to somebody
    .sent = We send the ticket to their e-mail address. Your code for it stops working at once, and you cannot take the ticket back. If the ticket is refunded, the money goes to you.
    .kept = This shop sends no e-mail. It writes a letter about the ticket for you, and you send its link to that person. Your code for it stops working at once, and you cannot take the ticket back. If the ticket is refunded, the money goes to you.
ticket = Ticket
address = Their e-mail address
give = Give the ticket
# After a ticket was given away
done = You gave the ticket away
    .sent = We are sending it to that address. Your code for it does not work any more.
    .kept = This shop sends no e-mail. You can read the letter on the site. Send its link to the person who gets the ticket:
    .letters = your letters
# A rejected form: a title, and the reason
refused = This ticket cannot be given away
    .given-away = Somebody else has it already.
    .void = It is not valid any more. Your booking shows which tickets are.
    .used = Somebody has already come in with this ticket. Nothing was changed.
    .over = The event is over or cancelled. Nothing was changed.

## The tickets that the buyer gave away

# $address: a masked e-mail address, for example "m***@example.org". $place: for example "Stalls, row 4, seat 12"
to = Given to { $address }: { $place }
