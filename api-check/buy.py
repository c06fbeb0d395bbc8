"""Buys two tickets with the client that openapi-python-client generated from the served description.

Usage: buy.py OPENAPI_JSON BASE_URL, with the generated package `shop` on PYTHONPATH.

Checks every answer of the shop, refusals included, against its schema in the description.
"""

import json
import re
import sys
import uuid

import httpx
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from shop import AuthenticatedClient, Client
from shop.api.bookings import get_booking, hold_seats, list_bookings, pay_booking, release_booking
from shop.api.events import get_event, get_levels, get_seats, get_snapshot, list_events
from shop.api.payments import create_sandbox_token, receive_webhook
from shop.api.sessions import create_session
from shop.api.venues_and_performers import get_seating_plan, get_venue, list_venue_events, list_venues
from shop.models import BestAvailable, BookingRequest, Card, Payment, ProviderNotice

DESCRIPTION = json.load(open(sys.argv[1], encoding="utf-8"))
BASE = sys.argv[2]
DOCUMENT = "urn:description"
REGISTRY = Registry().with_resource(DOCUMENT, Resource(contents=DESCRIPTION, specification=DRAFT202012))
PATHS = [
    (re.compile("^" + re.sub(r"\\\{[^/]+\\\}", "[^/]+", re.escape(path)) + "$"), path, item)
    for path, item in sorted(DESCRIPTION["paths"].items(), key=lambda pair: pair[0].count("{"))
]
seen: dict[str, set[int]] = {}


def absolute(schema):
    """The schema with references into the description."""
    if isinstance(schema, dict):
        return {
            name: DOCUMENT + value if name == "$ref" and value.startswith("#") else absolute(value) for name, value in schema.items()
        }
    return [absolute(member) for member in schema] if isinstance(schema, list) else schema


def check(response: httpx.Response) -> None:
    """Checks that the description of the call has this answer, with its headers and its schema."""
    request = response.request
    call = f"{request.method} {request.url.path}"
    item = next((item for pattern, _, item in PATHS if pattern.match(request.url.path)), None)
    assert item and request.method.lower() in item, f"{call} is not described"
    operation = item[request.method.lower()]
    described = operation["responses"].get(str(response.status_code))
    assert described, f"{call}: {response.status_code} is not described: {response.read()!r}"
    seen.setdefault(operation["operationId"], set()).add(response.status_code)
    response.read()
    for name in described.get("headers", {}):
        if response.status_code in (401, 429, 503):
            assert name in response.headers, f"{call}: {response.status_code} without {name}"
    content = described.get("content", {})
    if not content:
        return
    kind = response.headers["content-type"].split(";")[0]
    assert kind in content, f"{call}: {response.status_code} as {kind}, described as {list(content)}"
    validator = Draft202012Validator(absolute(content[kind]["schema"]), registry=REGISTRY, format_checker=FormatChecker())
    faults = [f"{list(fault.absolute_path)}: {fault.message}" for fault in validator.iter_errors(response.json())]
    assert not faults, f"{call}: {response.status_code} does not fit its schema: {faults[:5]}"


def client(token: str | None = None):
    options = {"base_url": BASE, "raise_on_unexpected_status": True, "httpx_args": {"event_hooks": {"response": [check]}}}
    return AuthenticatedClient(token=token, **options) if token else Client(**options)


def key() -> str:
    return str(uuid.uuid4())


def refused(answer, status: int, code: str) -> None:
    assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.content!r}"
    assert answer.parsed.code == code, f"{answer.parsed.code} instead of {code}"


anyone = client()
token = create_session.sync(client=anyone).token
buyer, other = client(token), client(create_session.sync(client=anyone).token)

# Browsing.
found = list_events.sync(client=anyone, limit=100, on_sale=True)
event = next(event for event in found.events if event.seats_available > 100)
page = get_event.sync(event=str(event.id), client=anyone)
seats = get_seats.sync(event=event.id, client=anyone)
assert len(get_levels.sync(event=event.id, client=anyone).levels) > 0
assert get_snapshot.sync(event=event.id, client=anyone).count >= len(seats.seats)
get_seating_plan.sync_detailed(hash_=page.venue.seating_plan_url.rsplit("/", 1)[1], client=anyone)
assert any(venue.id == event.venue.id for venue in list_venues.sync(client=anyone).venues)
get_venue.sync(venue=str(event.venue.id), client=anyone)
list_venue_events.sync(venue=str(event.venue.id), client=anyone, limit=1)
refused(get_event.sync_detailed(event="019", client=anyone), 404, "not_found")
refused(list_events.sync_detailed(client=anyone, limit=101), 422, "invalid_request")

# Holding two seats, with refusals before that.
wish = BookingRequest(best_available=BestAvailable(quantity=2))
hold_key = key()
held = hold_seats.sync_detailed(event=event.id, client=buyer, body=wish, idempotency_key=hold_key)
assert held.status_code == 201, held.content
booking = held.parsed.booking
again = hold_seats.sync_detailed(event=event.id, client=buyer, body=wish, idempotency_key=hold_key)
assert again.parsed.booking.id == booking.id, "the same key holds twice"
mine = [seat.seat for seat in booking.seats]
assert len(mine) == 2


def ask(body, as_buyer=other, of=event.id, with_key=None):
    return hold_seats.sync_detailed(event=of, client=as_buyer, body=body, idempotency_key=with_key or key())


refused(ask(BookingRequest(seats=mine), as_buyer=buyer, with_key=hold_key), 422, "idempotency_key_reused")
refused(ask(BookingRequest(seats=mine)), 409, "seats_taken")
refused(ask(BookingRequest(seats=[])), 422, "invalid_request")
refused(ask(BookingRequest(seats=list(range(11)))), 422, "too_many_seats")
refused(ask(BookingRequest(seats=[999_999])), 422, "unknown_seat")
refused(ask(wish, of=2_000_000_000), 404, "not_found")
refused(ask(wish, with_key="x" * 256), 422, "idempotency_key_missing")

# Requests that people write by hand, and that a generated client never sends.
path = f"{BASE}/api/v1/events/{event.id}/bookings"
raw = httpx.Client(event_hooks={"response": [check]}, headers={"Idempotency-Key": key()})
assert raw.post(path, content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
assert raw.post(path, content=b"seats=1", headers={"Content-Type": "text/plain"}).status_code == 415
assert raw.post(path, json={"seats": [1] * 40_000}).status_code == 413
assert raw.post(path, json={"best_available": [1, None, None, None]}).status_code == 422
assert raw.post(path, json={"seats": [1]}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
assert raw.get(f"{BASE}/api/v1/bookings", headers={"Authorization": "Bearer made.up.token"}).status_code == 401

# Paying.
assert booking.payment_url == f"/api/v1/bookings/{booking.id}/payment"


def card(number: str) -> Payment:
    return Payment(payment_token=create_sandbox_token.sync(client=buyer, body=Card(card=number)).payment_token)


def pay(payment: Payment, as_buyer=buyer, with_key=None):
    return pay_booking.sync_detailed(booking=booking.id, client=as_buyer, body=payment, idempotency_key=with_key or key())


refused(create_sandbox_token.sync_detailed(client=buyer, body=Card(card="5555 5555 5555 4444")), 422, "invalid_request")
refused(pay(card("4000 0000 0000 0002")), 402, "payment_declined")
refused(pay(card("4000 0000 0000 0119")), 502, "payment_failed")
refused(pay(card("4242 4242 4242 4242"), as_buyer=other), 404, "not_found")
pay_key, good = key(), card("4242 4242 4242 4242")
paid = pay(good, with_key=pay_key)
assert paid.status_code == 200, paid.content
assert paid.parsed.booking.status == "confirmed"
tickets = paid.parsed.booking.tickets
assert [ticket.seat for ticket in tickets] == sorted(mine), tickets
assert pay(good, with_key=pay_key).parsed.booking.id == booking.id, "the same key is answered alike"
refused(pay(good), 409, "booking_state")
refused(release_booking.sync_detailed(booking=booking.id, client=buyer), 409, "booking_state")
refused(get_booking.sync_detailed(booking=booking.id, client=other), 404, "not_found")
assert get_booking.sync(booking=booking.id, client=buyer).booking.status == "confirmed"
assert [known.id for known in list_bookings.sync(client=buyer).bookings] == [booking.id]

# Releasing a booking.
second = ask(wish)
assert second.status_code == 201
released = release_booking.sync_detailed(booking=second.parsed.booking.id, client=other)
assert released.parsed.booking.status == "cancelled"

# An unsigned notice.
notice = ProviderNotice(id="1", payment=uuid.uuid4())
refused(receive_webhook.sync_detailed(provider="sandbox", client=anyone, body=notice), 401, "bad_signature")

answers = sum(len(statuses) for statuses in seen.values())
print(f"bought seats {mine} of event {event.id}; {answers} different answers of {len(seen)} calls fit their schemas")
