### Signing in with a code that is sent by e-mail, and the account on the page "My bookings".

# `.lead-kept`: in a shop that sends no e-mail
title = Sign in
    .lead = Sign in to see your bookings on any device. There is no password: we send a code to your e-mail address.
    .lead-kept = Sign in to see your bookings on any device. There is no password: you get a code that you read here on the site.
    .address = E-mail address
    .send = Send me a code
    .hint = Use the address that you gave when you paid.
# $email: an e-mail address
here = You are signed in as { $email }
    .link = My bookings

## A shop without a mail server

unable = This shop cannot send codes
    .words = It has no mail server yet, so nobody can sign in. Your bookings are in the browser where you made them.
kept = This shop sends no e-mail. You can read the code on the site:
    .letters = your letters

## The field for the code

# $email: an e-mail address. `.title`: the heading. `.kept`: in a shop that sends no e-mail
code = We sent a code to { $email }. It has eight digits, and is valid for 15 minutes, in this browser.
    .title = Enter the code
    .kept = Your code for { $email } has eight digits and is valid for 15 minutes, in this browser.
    .somewhere = Look for a letter with a code of eight digits. It is valid for 15 minutes, in the browser that asked for it.
    .late = The letter may take a minute. If it does not come, look in your junk mail. We send at most three codes an hour to an address.
    .field = Code
    .enter = Sign in
    .other = Use another address, or ask for a new code

## Errors

bad = This is not an e-mail address
    .words = No code was sent. Write the address as name@example.com.
many = There were too many requests for codes
    .words = No code was sent. Use the newest code that you have, or try again in an hour.
refused = This code does not sign you in
    .words = It is wrong, old, or was sent for another browser. Nothing was changed. Look at the newest letter, or ask for a new code.

## On the page "My bookings"

guest = Bookings from other devices
    .words = Sign in with your e-mail address to see here what you booked on other devices.
    .link = Sign in
# $email: an e-mail address
account = Signed in as { $email }
    .none = Nothing was booked with this address or in this browser yet.
sessions = Where you are signed in
    .here = This device
# $began, $seen: days, for example "Friday 27 November 2026"
session = Signed in on { $began }, last used on { $seen }
leave = Sign out
    .everywhere = Sign out everywhere
    .words = If you sign out everywhere, every device has to sign in again. Your bookings stay.
# After signing out
left = You are signed out
    .words = Your bookings are kept with your account. Sign in with your e-mail address to see them.
