"""Verifies signed notices with Stripe's own Python library: those of the fake Stripe (testing/stripe/), and the shop's answers to notices that the
library signs.

Usage: notices.py FAKE PAGE SHOP SECRET
FAKE is the address of the fake, PAGE that of an unpaid page of it, SHOP that of the shop's webhook. SECRET signs the notices.
"""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from importlib.metadata import version

import stripe

FAKE, PAGE, SHOP, SECRET = sys.argv[1:]
PATIENCE = 60
PAID = {"payment_intent.amount_capturable_updated", "checkout.session.completed", "payment_intent.succeeded"}
REFUNDED = {"refund.created"}

direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
seen = 0


def post(address, body, headers=None):
    """The status of the answer."""
    try:
        with direct.open(urllib.request.Request(address, body, headers or {}), timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def ask(address, body):
    status = post(address, body)
    assert status == 200, f"{address} answers {status}"


def shop(body, signature):
    return post(SHOP, body, {"Content-Type": "application/json", "Stripe-Signature": signature})


def is_signed(body, signature):
    """Whether the library accepts it."""
    try:
        stripe.Webhook.construct_event(body, signature, SECRET)
        return True
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def flipped(body, place):
    """The body with one bit of one byte flipped. It stays ASCII."""
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def sign(body, age=0):
    return stripe.WebhookSignature.generate_signature_header(body.decode(), SECRET, int(time.time()) - age)


def reported():
    """The fake's notices since the last call: bodies and signatures."""
    global seen
    query = urllib.parse.urlencode({"after": seen, "secret": SECRET})
    with direct.open(f"{FAKE}/events?{query}", timeout=10) as answer:
        events = json.load(answer)
    seen = max([seen, *(event["row"] for event in events)])
    return [(event["body"].encode(), event["signature"]) for event in events]


def take(kinds):
    """Verifies the fake's notices with the library and forwards them to the shop, until each kind has occurred. Returns the notices."""
    missing, taken, end = set(kinds), [], time.monotonic() + PATIENCE
    while missing:
        if time.monotonic() > end:
            raise SystemExit(f"no notice of {sorted(missing)} came within {PATIENCE} s")
        notices = reported()
        for body, signature in notices:
            event = stripe.Webhook.construct_event(body, signature, SECRET)
            missing.discard(event.type)
            assert (status := shop(body, signature)) == 204, f"the shop answers {status} to {event.type}"
            for place in (0, len(body) // 2, len(body) - 1):
                assert not is_signed(flipped(body, place), signature), f"the library takes {event.type} with byte {place} flipped"
                assert (status := shop(flipped(body, place), signature)) == 401, f"the shop answers {status} to byte {place} flipped"
            taken.append(body)
        if not notices:
            time.sleep(0.05)
    return taken


ask(PAGE, urllib.parse.urlencode({"card": "4242424242424242"}).encode())
# The shop captures after it has learned of the money, so this notice is the last.
taken = take(PAID)
ask(f"{FAKE}/dashboard/refunds", b"amount=100")
taken += take(REFUNDED)

# This is another notice about the same payment, because the shop ignores notices about other payments.
body = json.dumps({**json.loads(taken[0]), "id": "evt_judged"}).encode()
signature = sign(body)
assert is_signed(body, signature) and (status := shop(body, signature)) == 204, f"the shop answers {status} to what the library signs"
for place in range(len(body)):
    assert (status := shop(flipped(body, place), signature)) == 401, f"the shop answers {status} to byte {place} flipped"
fresh, old, early = sign(body, 290), sign(body, 301), sign(body, -305)
assert is_signed(body, fresh) and (status := shop(body, fresh)) == 204, f"the shop answers {status} to t-290"
assert not is_signed(body, old) and (status := shop(body, old)) == 401, f"the shop answers {status} to t-301"
assert (status := shop(body, early)) == 401, f"the shop answers {status} to t+305"
unsigned = [signature.replace("v1=", "v0="), signature.split(",")[0], "", stripe.WebhookSignature.generate_signature_header(body.decode(), "whsec_other")]
for other in unsigned:
    assert not is_signed(body, other) and (status := shop(body, other)) == 401, f"the shop answers {status} to {other!r}"

kinds = sorted({json.loads(body)["type"] for body in taken})
print(f"judged: stripe {version('stripe')} takes {len(taken)} notices of the fake, and so does the shop: {', '.join(kinds)}")
print(f"judged: both refuse {3 * len(taken)} of {3 * len(taken)} copies of them with one flipped byte")
print(f"judged: the shop takes what the library signs, also 290 s ago; it refuses {len(body)} of {len(body)} flipped bytes, t-301 s and t+305 s")
print(f"judged: the shop refuses {len(unsigned)} of {len(unsigned)} headers without a signature by its secret")
