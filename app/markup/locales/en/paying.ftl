### Paying on the payment provider's page: the form on the checkout, the page to which buyers return, and the sandbox's own page.

## The form on the checkout

# $total: the amount to pay, for example "€45". $seats: the number of held seats
pay = Pay { $total }
    .leave = You pay on the page of our payment provider. { $seats ->
        [one] Your seat stays held
       *[other] Your seats stay held
    } while you pay, even if this takes some minutes longer than the time above.
sandbox-way = Pay on the page of the sandbox

## Giving held seats back: an expandable line on the checkout, and the notice on the page of the event afterwards. $seats: the number of
## seats

release = { $seats ->
        [one] Give the seat back
       *[other] Give the seats back
    }
    .words = { $seats ->
        [one] Others can take it
       *[other] Others can take them
    } at once. Nothing is charged.
    .yes = { $seats ->
        [one] Yes, give it back
       *[other] Yes, give them back
    }
released = { $seats ->
        [one] You gave the seat back
       *[other] You gave the seats back
    }
    .words = { $seats ->
        [one] Nothing was charged. Others can take it now, and so can you.
       *[other] Nothing was charged. Others can take them now, and so can you.
    }

## After a hold has ended. $seats: the number of seats. `.area`: for standing places, which have no numbers

again = { $seats ->
        [one] Try the same seat again
       *[other] Try the same seats again
    }
    .area = { $seats ->
        [one] Try to hold a place again
       *[other] Try to hold { $seats } places again
    }

## More time to pay: a form on the checkout, and its results. $seats: the number of held seats. $time: a time of day, for example "18:58:30 (UTC+2)"

more = Give me five more minutes
    .words = You can have five more minutes, once, if you ask before the last minute.
    .done = You have five more minutes
    .until = { $seats ->
        [one] Your seat is
       *[other] Your seats are
    } held until { $time }.
more-refused = You have already had five more minutes for this booking. What you hold stays held until the time runs out.
    .late = The last minute has begun. What you hold stays held until the time runs out. Pay before that.
    .off = Nobody gets more time for this event. What you hold stays held until the time runs out.

## The form on the checkout: the result of a payment

# After too many declined payments
refused-often = Too many payments were refused, so no more cards can be tried for now. Nothing was charged, and your seats stay held until their time is over. Ask your bank, or try again in an hour.

# The page showed another total: the buyer chose other prices in another tab. $total: the new total, for example "€45". $seats: the number of
# held seats
price-changed = The total is now { $total }
    .words = Your page still showed the old total, so nothing was charged. { $seats ->
        [one] Your seat is
       *[other] Your seats are
    } still held. If the new total is right, pay now.

## On the checkout, while the provider's page is open. $time: a time of day, for example "18:58:30 (UTC+2)"

# $seats: the number of held seats
resume = You began to pay
    .words = Finish on the payment page. { $seats ->
        [one] Your seat is
       *[other] Your seats are
    } held until { $time }. You are charged once, even if you open the payment page twice.
    .link = Go to the payment page

## The page to which buyers return: a title, and its meaning

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
# The seats were taken before the payment arrived. $time: a time of day, for example "18:58:30 (UTC+2)"
offer = We hold other seats for you
    .words = Someone else took your seats before you had paid. We hold other seats at the same price for you. If you do not take them in time, all your money goes back.
    .until = They are held until { $time }.
    .take = Take these seats
    .leave = No, give my money back
returning = Your money is on its way back
    .words = Your payment did not buy these seats. We are giving the money back. You do not need to do anything.
returned = Your money was given back
    .words = These seats are not yours. Your bank may need a few days to show the money.
elsewhere = To continue, open your booking in the browser where you chose the seats.
booking-link = Go to your booking

## The sandbox's own page

sandbox = Sandbox payment
    .words = No money moves here, and real cards are not accepted. Use one of the test cards below.
    .number = Card number
    .pay = Pay { $total }
    .back = Back to the shop
# `.here`: on the checkout. $card: the number of a card
cards = The test cards
    .here = This shop runs on a sandbox: no money moves, and real cards are not accepted. The test card { $card } pays; more are listed below.
    .all = All test cards
    .accepted = is accepted
    .declined = is declined
    .funds = has no funds
    .error = causes an error at the provider
    .slow = is slow (3 seconds), then accepted
    .challenge = makes the bank ask whether it is you
    .uncapturable = is accepted, but the money never arrives
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
unproved = Your bank could not confirm that it is you
over = This page is closed
    .words = The payment was made, or the time to pay has run out.
