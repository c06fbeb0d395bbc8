### The page of the draw that decides the places in a line: what was announced before, the result, and how to verify it.

# $event: the title of the event
title = The draw for { $event }
kicker = The draw for
lead = Chance decided the places in line, not who came first or who had the faster computer.
    .before = Chance will decide the places in line, not who comes first or who has the faster computer.
none = There is no draw for this event
    .words = Places in its line are given in order of arrival.
    .back = To the line

## What the draw proves, depending on the source of the random value

proves = Anyone can check this draw. Nobody could choose the result.
    .drand = The value comes from drand: independent organisations all over the world sign a number every three seconds. To steer it, most of them would have to work together with the organiser in secret.
    .announced = The value is public, and was named before the draw. Only those who make it could steer it.
    .sums = You can check the sums of this draw. For the rest, you trust the organiser.
    .none = This draw has no public value. The organiser knew the secret number, and could have invented entries.
    .people = A draw is fair among entries, not among people: it cannot show that each entry is a person.

## What was announced before the draw

promised = What was promised before
    .words = These were published when the draw was announced. The commitment fixes the secret number. The closing later fixes the beacon and the list.
closes = The draw closes
    .past = The draw closed
commitment = Commitment: the fingerprint of the secret number
beacon = Beacon: the public random value that decides
# $round: a number. "drand" is a name
drand = Round { $round } of drand, chain { $chain }
without = None

## The fans who take part

part = Who takes part
    .words = When the draw closed, the list of all entries was sealed.
    .before = Every waiting browser got the closing before the value was known.
    .later = The list of entries is sealed ten seconds after the draw closes.
count = Entries
root = Fingerprint of the list
closing = Closing: the fingerprint of all of this

## The result

decided = What chance decided
    .later = The value is not known yet. The places follow from it, and appear here and on the page of the line.
    .words = The closing, the secret number and the value together give each entry its place. Nothing else does.
value = Public value
    .signature = Signature of drand
    .announced = What was announced
seed = Secret number, no longer secret
key = Key of the draw
places = Fingerprint of all places
drawn = Drawn

## The fan's own number

mine = Your number
    .words = Your entry comes from this browser. The key of the draw gives each entry a number, and the lowest number has the first place.
    .none = This browser has no entry in the draw.
    .late = Your place was not drawn. Fans who join after the draw closed, or join again after their turn, get the next place at the end of the line.
    .waiting = Your place is drawn when the value is known.
entry = Your entry
place = Your place
proof = Proof that your entry is in the list

## How to verify the draw

check = How to check it
    .later = When the draw is done, this page has its record, the list of all entries, and two commands that check them.
    .words = Save these two files:
    .record = The record of the draw
    .entries = The list of all entries
    .then = One command checks every step, without a network. It is part of Frontrow, which is open source:
    .other = You need not trust our program either. This one is in Python, and uses none of our code:
