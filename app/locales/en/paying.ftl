### Paying on a page of the payment provider: the form on the checkout, the page that buyers come back to, and the sandbox's own page.

## The form on the checkout

# $total: what is paid, as "€45"
pay = Pay { $total }
    .leave = You pay on the page of our payment provider. Your seats stay held while you pay, up to some minutes longer than the time above.
    .release = Give the seats back
sandbox-way = Use the sandbox's own page

## On the checkout, when the provider's page is open already. $time is a time of day, as "18:58:30".

resume = You began to pay
    .words = Finish on the payment page. Your seats are held until { $time } (UTC). You are charged once, even if you open the payment page twice.
    .link = Go to the payment page

## The page that buyers come back to: a title, and what it means

title = Your payment
waits = You have not paid yet
    .words = Your seats are still held. Nothing was charged.
checking = We are checking your payment
    .words = This takes a moment. You do not need to do anything. You will get your tickets, or your money back.
    .again = Look again
paid = You have paid
    .words = Your tickets are ready.
    .link = Show the tickets
unpaid = You have not paid
    .words = Nothing was charged.
returning = Your money is on its way back
    .words = Your payment did not buy these seats. We are giving the money back. You do not need to do anything.
returned = Your money was given back
    .words = These seats are not yours. Your bank may need some days to show the money.
elsewhere = To go on, look at your booking in the browser in which you chose the seats.
booking-link = Go to your booking

## The sandbox's own page

sandbox = Sandbox payment
    .words = No money moves here, and real cards are not accepted. Use one of the test cards below.
    .number = Card number
    .pay = Pay { $total }
    .back = Back to the shop
cards = The test cards
    .accepted = is accepted
    .declined = is declined
    .funds = has no funds
    .error = meets an error of the provider
    .slow = is slow (3 seconds), then accepted
    .challenge = makes the bank ask whether it is you
    .uncapturable = is accepted, and its money never arrives
declined = Your bank declined the card
    .words = Nothing was charged. Try another card.
funds = There is not enough money on the card
failed = The payment did not go through
    .words = Nothing was charged. Try again, or try another card.
unknown = The sandbox does not know this card
challenge = Your bank asks: is it you?
    .words = A real bank would send a code to your phone. Choose an answer.
    .passed = Yes, it is me
    .failed = No
unproved = Your bank could not make sure that it is you
over = This page is closed
    .words = The payment was made, or the time to pay is over.
