### Error messages: what happened, in a few words; then what is safe and what to do.

# A part of the URL or of a form is invalid
not-understood = That could not be understood
    .advice = Nothing was held and nothing was charged. Go back and choose again.
# The e-mail field at the checkout. Keep example.com as it is
address = This is not an e-mail address
    .advice = Nothing was charged and your seats are still held. Write the address as name@example.com, or leave the field empty.
# At the checkout of a shop that accepts only the sandbox's test cards
card = The sandbox does not know this card
    .advice = Nothing was charged and your seats are still held. Use one of the sandbox's test cards.
# The default advice
other-advice = What you hold stays held, and nothing is charged twice. Try again in a moment.
# The advice while an earlier attempt is in progress
wait-advice = The first try is still under way. Wait a moment and look again; you will not pay twice.

too-large = That was too much at once
not-found = There is nothing here
    .advice = The address may be old, or belong to someone else. Nothing of yours has changed.
method = This page cannot be opened that way
    .advice = The address is right, but the page does not accept what was sent to it. Begin again from here; nothing of yours has changed.
unauthorized = The token is not valid
    .advice = Load the page again and repeat what you did. Nothing was changed.
sign-in = This code does not sign you in
    .advice = The code was wrong, old, or sent for another browser. Nothing was changed. Look at the newest letter, or ask for a new code.
cross-origin = We could not tell that this came from our own page
    .advice = Open the page of the event here and try again. If that does not help, write to the shop: its web server does not say under which name you opened it.
cookies = Your browser blocks cookies
    .advice = Nothing was held. Allow the cookies of this shop, and try again.
in-progress = The same request is still in progress
seats-taken = Some of these seats are taken
    .advice = Someone was a moment faster. Nothing was held and nothing was charged. Choose others on the plan.
sold-out = There are not enough places left
    .advice = Nothing was held and nothing was charged. Ask for fewer, or at another price; held seats may yet come back.
too-many-seats = Too many seats for one booking
    .advice = Nothing was held. Choose fewer, or make a second booking.
buyer-limit = More seats than one buyer may have
    .advice = Nothing was held. These would be more seats than one buyer can have. Choose fewer, or give back seats that you hold.
single-seat = These seats would leave a single one between taken ones
    .advice = Nothing was held. Move one along, or also take the seat that would be left alone.
unknown-seat = The seating plan has no such place
price-type = This price is not offered for these seats
    .advice = Nothing was changed, and your seats are still held. Choose other prices.
code = This promo code cannot be used here
waiting-room = Wait for your turn
    .advice = Nothing was held. Seats are for fans whose turn it is: join the line of the event, or take your turn there.
bad-token = This place in line is not yours
    .advice = Nothing was held. Join the line of the event to get a place.
not-your-turn = It is not your turn yet
    .advice = You keep your place. The page of the line says when it is your turn.
turn-taken = Somebody else took this turn
    .advice = Nothing was held. Join the line again to get a place.
line-full = Nobody can be let in at the moment
    .advice = You are at the front of the line and keep your place. Try again in a moment.
line-over = The line is over
    .advice = The page of the event says why, and whether there are other dates.
address-limit = Too many fans from this address
    .advice = Nobody has lost a place. Try from another connection, for example that of your phone.
work = Your browser has to solve a small task first
    .advice = You have not lost a place. Try again: your browser then solves a small task, and you join the line.
not-yet = Not on sale yet
    .advice = Nothing was held. The page of the event says when sales open.
not-on-sale = Not on sale
    .advice = Nothing was held and nothing was charged. The page of the event says why, and whether there are other dates.
    .paying = Nothing was charged. The page of the event says why, and whether there are other dates.
# `.late`: the payment arrived after somebody else had taken the seats
hold-ended = The hold has ended
    .advice = Your card was not charged. The seats went back on sale; they may still be free.
    .late = The time to pay ran out, and someone else has the seats. We are giving your money back. You do not need to do anything.
booking-state = The booking does not allow this any more
    .advice = Look at the booking to see where it stands.
declined = The payment was declined
    .advice = Your card was not charged and your seats are still held. Try another card.
payment-failed = The payment could not be made
    .advice = Your card was not charged. Try again in a moment, while your seats are held; you will not pay twice.
payment = A payment of this booking is under way
extension = The hold cannot be made longer
refund = These tickets cannot be given back
    .advice = Nothing was changed. Your booking shows which tickets are valid.
too-many = One moment, please
    .advice = Wait a moment and try again. What you hold stays held.
busy = Too much to do at the moment
    .advice = Wait a moment and try again, and look at your connection if it lasts. What you hold stays held; you will not pay twice.
internal = Something went wrong on our side

## Why a promo code cannot be used, and what is safe

code-unknown = There is no such code. Your seats are still held, and their prices did not change. Look at the spelling.
code-expired = This code is no longer valid. Your seats are still held, and their prices did not change.
code-used-up = This code has been used as many times as allowed. Your seats are still held, and their prices did not change.
code-other-event = This code is not for this event. Your seats are still held, and their prices did not change.
code-too-few-seats = This code is for bookings with more seats. Your seats are still held, and their prices did not change.
