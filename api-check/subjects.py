"""Prints, for a shell, the names of things that there are in the shop at BASE_URL, for calls that take them. Usage: subjects.py BASE_URL"""

import sys

import httpx

shop = httpx.Client(base_url=sys.argv[1] + "/api/v1")


def get(path: str, **parameters):
    answer = shop.get(path, params=parameters)
    answer.raise_for_status()
    return answer.json()


events = get("/events", limit=100, on_sale="true")["events"]
event = max((event for event in events if event["performers"]), key=lambda event: event["seats_available"])
page = get(f"/events/{event['id']}")
names = {
    "TOKEN": shop.post("/sessions").json()["token"],
    "EVENT": event["id"],
    "VENUE": event["venue"]["id"],
    "PERFORMER": event["performers"][0]["id"],
    "PLAN": page["venue"]["seating_plan_url"].rsplit("/", 1)[1],
}
for name, value in names.items():
    print(f"export {name}={value}")
