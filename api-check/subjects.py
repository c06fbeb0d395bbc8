"""Prints shell variables with the identifiers of existing things in the shop at BASE_URL, for calls that need them. It buys one of them, a booking.
FRONTROW_BIN prints another, a staff token. Usage: subjects.py BASE_URL"""

import os
import subprocess
import sys
import uuid

import httpx

shop = httpx.Client(base_url=sys.argv[1] + "/api/v1")


def get(path: str, **parameters):
    answer = shop.get(path, params=parameters)
    answer.raise_for_status()
    return answer.json()


def post(path: str, body=None):
    answer = shop.post(path, json=body, headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())})
    answer.raise_for_status()
    return answer.json()


def sold(event) -> str:
    """A paid booking of the event."""
    booking = post(f"/events/{event['id']}/bookings", {"best_available": {"quantity": 2}})["booking"]
    card = post("/sandbox/tokens", {"card": "4242 4242 4242 4242"})
    return post(f"/bookings/{booking['id']}/payment", card)["booking"]["id"]


token = shop.post("/sessions").json()["token"]
events = get("/events", limit=100, on_sale="true")["events"]
event = max((event for event in events if event["performers"]), key=lambda event: event["seats_available"])
page = get(f"/events/{event['id']}")
# In the demo season, tickets of events with price types can be given back.
returnable = next(event for event in events if get(f"/events/{event['id']}/price-types")["price_types"])
staff = subprocess.run([os.environ["FRONTROW_BIN"], "token", "box-office", "api-check"], capture_output=True, check=True, text=True).stdout.strip()
names = {
    "TOKEN": token,
    "STAFF": staff,
    "SOLD": sold(returnable),
    "EVENT": event["id"],
    "VENUE": event["venue"]["id"],
    "PERFORMER": event["performers"][0]["id"],
    "PLAN": page["venue"]["seating_plan_url"].rsplit("/", 1)[1],
}
for name, value in names.items():
    print(f"export {name}={value}")
