"""Buys tickets of the shop at BASE_URL, and checks them with independent programs: pdftotext, pdftoppm, zbarimg, openssl, icalendar.

Usage: papers.py BASE_URL, with those programs on PATH.
"""

import base64
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import urllib.request
import uuid
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import icalendar

BASE = sys.argv[1]
TICKETS = 3
# The width in dots of a page on a phone: 60 mm at 400 dots an inch.
PHONE = 945

direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
token = None


def ask(method, path, body=None):
    """The bytes of the answer."""
    headers = {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    content = None if body is None else json.dumps(body).encode()
    with direct.open(urllib.request.Request(f"{BASE}/api/v1{path}", content, headers, method=method), timeout=30) as answer:
        return answer.read()


def call(method, path, body=None):
    return json.loads(ask(method, path, body))


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, check=True, **options).stdout


def plain(text):
    """A text in a comparable form: a PDF may encode accented letters in two ways, and break lines anywhere."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def with_price_types():
    """An event on sale with price types, and the price types that every buyer can choose."""
    cursor = ""
    while cursor is not None:
        page = call("GET", f"/events?limit=100&on_sale=true{cursor}")
        for event in page["events"]:
            types = [known for known in call("GET", f"/events/{event['id']}/price-types")["price_types"] if not known["companion"]]
            if len(types) >= 2 and event["seats_available"] > 20:
                return event, types
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    raise SystemExit("no event on sale has two price types")


def buy():
    """Buys tickets. Returns the event, the paid booking, and the price type of each seat: neighbouring seats have different ones."""
    event, types = with_price_types()
    held = call("POST", f"/events/{event['id']}/bookings", {"best_available": {"quantity": TICKETS}})["booking"]
    chosen = [{"seat": seat["seat"], "price_type": types[index % len(types)]["id"]} for index, seat in enumerate(held["seats"])]
    call("PATCH", f"/bookings/{held['id']}", {"seats": chosen})
    payment = call("POST", "/sandbox/tokens", {"card": "4242 4242 4242 4242"})["payment_token"]
    paid = call("POST", f"/bookings/{held['id']}/payment", {"payment_token": payment})["booking"]
    assert paid["status"] == "confirmed" and len(paid["tickets"]) == TICKETS, paid
    names = {known["id"]: known["name"] for known in types}
    return event, paid, {seat["seat"]: names[seat["price_type"]] for seat in chosen}


def is_signed(code, key, folder):
    """Whether openssl verifies the signature of a code with a public key."""
    body = code.removeprefix("FR2.")
    content = base64.b32decode(body + "=" * (-len(body) % 8))
    claim, signature = content[:25], content[25:]
    (folder / "claim").write_bytes(b"FR2." + claim)
    (folder / "signature").write_bytes(signature)
    (folder / "key.pem").write_text(key)
    verified = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", folder / "key.pem", "-rawin", "-in", folder / "claim", "-sigfile", folder / "signature"],
        capture_output=True,
    )
    return verified.returncode == 0


def flipped(code):
    """A forged code: a character in the middle of its content is different."""
    return code[:40] + ("A" if code[40] != "A" else "B") + code[41:]


def key_number(code):
    return base64.b32decode(code[4:12])[0] >> 2


def check_pdf(event, booking, types, folder):
    (folder / "tickets.pdf").write_bytes(ask("GET", f"/bookings/{booking['id']}/tickets.pdf"))
    keys = {key["kid"]: key["pem"] for key in call("GET", "/ticket-keys")["keys"]}
    run("pdftoppm", "-r", 150, "-png", folder / "tickets.pdf", folder / "print")
    run("pdftoppm", "-scale-to-x", PHONE, "-scale-to-y", -1, "-png", folder / "tickets.pdf", folder / "phone")
    pages = run("pdftotext", "-layout", folder / "tickets.pdf", "-").decode().split("\f")
    pictures = {name: sorted(folder.glob(f"{name}-*.png")) for name in ("print", "phone")}
    for index, ticket in enumerate(booking["tickets"]):
        text = plain(pages[index])
        facts = {"title": event["title"], "section": ticket["section"], "row": ticket["row"], "seat": ticket["number"], "price type": types[ticket["seat"]]}
        for name, fact in facts.items():
            assert re.search(rf"(?<!\w){re.escape(plain(fact))}(?!\w)", text), f"the {name} {fact!r} is not on page {index + 1}: {text}"
        for name, found in pictures.items():
            read = run("zbarimg", "--raw", "--quiet", found[index]).decode().strip()
            assert read == ticket["code"], f"zbarimg reads {read!r} in {found[index].name}"
        key = keys[key_number(ticket["code"])]
        assert is_signed(ticket["code"], key, folder), f"openssl refuses {ticket['code']}"
        assert not is_signed(flipped(ticket["code"]), key, folder), "openssl takes a code that was changed"
    print(f"judged: pdftotext finds title, section, row, seat and price type ({', '.join(sorted(set(types.values())))}) on {TICKETS} of {TICKETS} pages")
    print(f"judged: zbarimg reads {TICKETS} of {TICKETS} codes at 150 dots an inch, and {TICKETS} of {TICKETS} on a page that is 60 mm wide on a phone")
    print(f"judged: openssl takes {TICKETS} of {TICKETS} signatures by the key of /api/v1/ticket-keys, and none of a code that was changed")


def check_calendar(event, booking):
    calendar = icalendar.Calendar.from_ical(ask("GET", f"/bookings/{booking['id']}/tickets.ics"))
    entries = calendar.walk("VEVENT")
    assert len(entries) == 1, f"{len(entries)} entries"
    entry = entries[0]
    assert str(entry["SUMMARY"]) == event["title"], entry["SUMMARY"]
    assert event["venue"]["name"] in str(entry["LOCATION"]), entry["LOCATION"]
    for name, moment in (("DTSTART", event["starts_at"]), ("DTEND", event["ends_at"])):
        assert entry.decoded(name) == datetime.fromisoformat(moment), f"{name} is {entry.decoded(name)}, the event says {moment}"
    for needed in ("UID", "DTSTAMP"):
        assert needed in entry, f"no {needed}"
    for ticket in booking["tickets"]:
        assert ticket["number"] in str(entry["DESCRIPTION"]), entry["DESCRIPTION"]
    print(f"judged: icalendar {version('icalendar')} reads one entry, with the title, the venue, the beginning, the end and {TICKETS} of {TICKETS} seats")


token = call("POST", "/sessions")["token"]
event, booking, types = buy()
with tempfile.TemporaryDirectory(prefix="frontrow-papers.") as name:
    check_pdf(event, booking, types, Path(name))
check_calendar(event, booking)
