#!/usr/bin/env python3
"""The part of Stripe that the shop uses, for tests: a separate process with its ledger in a SQLite file.

It is as strict as Stripe: calls that create something need an idempotency key, the same key with other parameters is refused, and
a state is reached only from the states that lead to it. Buyers pay at POST /pay/{session} with a card number. POST /dashboard/refunds
refunds a part of the newest intent, as on Stripe's dashboard.

usage: stripe.py LEDGER KEY    (prints its address, and serves until its standard input closes)

POST /faults {"calls": [["POST /v1/refunds", "after"], ...]} makes the next call whose method and path begin like this answer 500,
`before` or `after` its work. POST /storm sets faults for each buyer (fates.py). GET /events?after=ROW&secret=SECRET lists the notices
for the webhook, each signed at this moment. The test delivers them.
"""

import hashlib
import hmac
import json
import sqlite3
import sys
import threading
import time
import urllib.parse
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fates import Fates, Silence

DECLINED = {"4000000000000002", "4000000000009995"}
INSTANT = "4000000000000077"
FIELDS = {
    "session": "id, payment, status, amount, currency, email, success_url, manual, intent",
    "intent": "id, payment, status, amount, currency, received, refunded, created, fails",
    "refund": "id, intent, amount, status, payment, key",
    "event": "id, kind, payment, email, body",
}
INDEXES = ["session (payment)", "session (intent)", "refund (intent)"]
WEEK = 7 * 24 * 3600


def signature(secret, body):
    """The header Stripe-Signature for a body that is sent now."""
    seconds = int(time.time())
    code = hmac.new(secret.encode(), f"{seconds}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={seconds},v1={code}"


class Fault(Exception):
    def __init__(self, status, code):
        super().__init__(code)
        self.status, self.code = status, code


class Ledger:
    def __init__(self, file):
        self.lock = threading.Lock()
        self.db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        for table, fields in FIELDS.items():
            self.db.execute(f"create table if not exists {table} ({fields.replace('id,', 'id text primary key,', 1)})")
        self.db.execute("create table if not exists answer (key text primary key, request text, status integer, body text)")
        for number, columns in enumerate(INDEXES):
            self.db.execute(f"create index if not exists index_{number} on {columns}")
        # The ledger need not survive a crash of the machine.
        self.db.execute("pragma synchronous = off")
        self.faults = []

    def find(self, table, id):
        names = FIELDS[table].split(", ")
        row = self.db.execute(f"select {FIELDS[table]} from {table} where id = ?", (id,)).fetchone()
        if row is None:
            raise Fault(404, "resource_missing")
        return dict(zip(names, row))

    def insert(self, table, **values):
        marks = ", ".join("?" * len(values))
        self.db.execute(f"insert into {table} ({', '.join(values)}) values ({marks})", tuple(values.values()))

    def update(self, table, id, **values):
        names = ", ".join(f"{name} = ?" for name in values)
        self.db.execute(f"update {table} set {names} where id = ?", (*values.values(), id))

    def tell(self, kind, payment, thing):
        """Stores a notice for the webhook."""
        email = self.db.execute("select email from session where payment = ?", (payment,)).fetchone()
        id = "evt_" + uuid.uuid4().hex
        body = {"id": id, "object": "event", "created": int(time.time()), "type": kind, "data": {"object": thing}}
        self.insert("event", id=id, kind=kind, payment=payment, email=email and email[0], body=json.dumps(body))

    def tell_of_intent(self, kind, intent):
        self.tell(kind, intent["payment"], {"object": "payment_intent", "id": intent["id"], "metadata": {"payment": intent["payment"]}})

    def tell_of_session(self, kind, id):
        session = self.find("session", id)
        thing = {"object": "checkout.session", "id": id, "client_reference_id": session["payment"], "payment_intent": session["intent"]}
        self.tell(kind, session["payment"], thing)

    def events(self, after, secret):
        rows = self.db.execute("select rowid, id, email, body from event where rowid > ? order by rowid limit 200", (after,))
        return [{"row": row, "id": id, "email": email, "body": body, "signature": signature(secret, body)} for row, id, email, body in rows]

    def buyer(self, call, subject):
        """The buyer of a call, by the address on the session, and whether the session has money."""
        if call == "open":
            return subject, False
        column = "id" if call in ("look", "expire") else "intent"
        row = self.db.execute(f"select email, intent from session where {column} = ?", (subject,)).fetchone()
        return (row[0], row[1] is not None) if row else (None, False)

    # Objects as Stripe shows them.

    def charge(self, intent):
        details = {"card": {"capture_before": intent["created"] + WEEK}}
        return {"object": "charge", "id": "ch" + intent["id"][2:], "amount_refunded": intent["refunded"], "payment_method_details": details}

    def intent(self, id):
        intent = self.find("intent", id)
        capturable = intent["amount"] if intent["status"] == "requires_capture" else 0
        return {
            "object": "payment_intent", "id": id, "status": intent["status"], "amount": intent["amount"], "currency": intent["currency"],
            "amount_capturable": capturable, "amount_received": intent["received"], "created": intent["created"],
            "latest_charge": self.charge(intent), "metadata": {"payment": intent["payment"]},
        }

    def session(self, id):
        session = self.find("session", id)
        return {
            "object": "checkout.session", "id": id, "status": session["status"], "client_reference_id": session["payment"],
            "payment_intent": self.intent(session["intent"]) if session["intent"] else None,
        }

    def refunds(self, intent):
        rows = self.db.execute("select id, amount, status, payment, key from refund where intent = ? order by rowid desc limit 100", (intent,))
        metadata = lambda payment, key: {name: value for name, value in (("payment", payment), ("key", key)) if value}
        return [
            {"object": "refund", "id": id, "amount": amount, "status": status, "payment_intent": intent, "metadata": metadata(payment, key)}
            for id, amount, status, payment, key in rows
        ]

    # Calls of the shop.

    def open(self, form, address):
        if form.get("mode") != "payment" or form.get("line_items[0][quantity]") != "1":
            raise Fault(400, "parameter_invalid")
        amount = int(form["line_items[0][price_data][unit_amount]"])
        if not 50 <= amount <= 99_999_999:
            raise Fault(400, "amount_too_small")
        id = "cs_test_" + uuid.uuid4().hex
        self.insert(
            "session", id=id, payment=form["client_reference_id"], status="open", amount=amount,
            currency=form["line_items[0][price_data][currency]"], email=form.get("customer_email"), success_url=form["success_url"],
            manual=form.get("payment_intent_data[capture_method]") == "manual", intent=None,
        )
        return {"object": "checkout.session", "id": id, "url": f"{address}/pay/{id}"}

    def expire(self, id):
        if self.find("session", id)["status"] != "open":
            raise Fault(400, "session_not_open")
        self.update("session", id, status="expired")
        self.tell_of_session("checkout.session.expired", id)
        return self.session(id)

    def capture(self, id):
        intent = self.find("intent", id)
        if intent["status"] != "requires_capture":
            raise Fault(400, "payment_intent_unexpected_state")
        if intent["fails"]:
            self.update("intent", id, status="canceled")
            raise Fault(402, "capture_charge_authorization_expired")
        self.update("intent", id, status="succeeded", received=intent["amount"])
        self.tell_of_intent("payment_intent.succeeded", intent)
        return self.intent(id)

    def cancel(self, id):
        intent = self.find("intent", id)
        if intent["status"] != "requires_capture":
            raise Fault(400, "payment_intent_unexpected_state")
        self.update("intent", id, status="canceled")
        self.tell_of_intent("payment_intent.canceled", intent)
        return self.intent(id)

    def refund(self, form):
        intent = self.find("intent", form["payment_intent"])
        amount = int(form["amount"])
        if amount < 1 or intent["refunded"] + amount > intent["received"]:
            raise Fault(400, "charge_already_refunded")
        id = "re_" + uuid.uuid4().hex
        payment, key = form.get("metadata[payment]"), form.get("metadata[key]")
        self.insert("refund", id=id, intent=intent["id"], amount=amount, status="succeeded", payment=payment, key=key)
        self.update("intent", intent["id"], refunded=intent["refunded"] + amount)
        self.tell("refund.created", intent["payment"], {"object": "refund", "id": id, "payment_intent": intent["id"], "metadata": {}})
        return {"object": "refund", "id": id, "amount": amount, "status": "succeeded", "payment_intent": intent["id"]}

    def pay(self, id, card):
        """Pays on the page, as a buyer does."""
        session = self.find("session", id)
        if session["status"] != "open":
            raise Fault(400, "session_not_open")
        if card in DECLINED:
            raise Fault(402, "card_declined")
        instant = card == INSTANT and not session["manual"]
        intent = "pi_" + uuid.uuid4().hex
        self.insert(
            "intent", id=intent, payment=session["payment"], status="succeeded" if instant else "requires_capture", amount=session["amount"],
            currency=session["currency"], received=session["amount"] if instant else 0, refunded=0, created=int(time.time()),
            fails=card == "4000000000000341",
        )
        self.update("session", id, status="complete", intent=intent)
        self.tell_of_session("checkout.session.completed", id)
        kind = "succeeded" if instant else "amount_capturable_updated"
        self.tell_of_intent(f"payment_intent.{kind}", self.find("intent", intent))
        return {"back": session["success_url"]}


def route(method, path, form, asked):
    """The kind of a call and its subject."""
    match [method, *path.strip("/").split("/")]:
        case ["POST", "v1", "checkout", "sessions"]:
            return "open", form.get("customer_email")
        case ["GET", "v1", "checkout", "sessions", id]:
            return "look", id
        case ["POST", "v1", "checkout", "sessions", id, "expire"]:
            return "expire", id
        case ["POST", "v1", "payment_intents", id, ("capture" | "cancel") as call]:
            return call, id
        case ["POST", "v1", "refunds"]:
            return "refund", form.get("payment_intent")
        case ["GET", "v1", "refunds"]:
            return "refunds", asked.get("payment_intent")
    raise Fault(404, "unknown_path")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.act("GET")

    def do_POST(self):
        self.act("POST")

    def act(self, method):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path, _, query = self.path.partition("?")
        form, asked = dict(urllib.parse.parse_qsl(body)), dict(urllib.parse.parse_qsl(query))
        try:
            with LEDGER.lock:
                told = self.for_tests(path, body, form, asked)
                status, told = (200, told) if told is not None else self.for_shops(method, path, body, form, asked)
        except Fault as fault:
            status, told = fault.status, {"error": {"type": "fake", "code": fault.code}}
        except Silence:
            self.close_connection = True
            return
        self.answer(status, told)

    def for_tests(self, path, body, form, asked):
        """Answers calls of tests and buyers. None for all other calls."""
        match path.strip("/").split("/"):
            case ["faults"]:
                LEDGER.faults += json.loads(body)["calls"]
                return {}
            case ["dashboard", "refunds"]:
                newest = LEDGER.db.execute("select id from intent order by rowid desc limit 1").fetchone()[0]
                return LEDGER.refund({"payment_intent": newest, **form})
            case ["pay", session]:
                return LEDGER.pay(session, form["card"])
            case ["storm", *what]:
                return FATES.told(what, body)
            case ["events"]:
                return LEDGER.events(int(asked["after"]), asked.get("secret", ""))

    def for_shops(self, method, path, body, form, asked):
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            raise Fault(401, "invalid_api_key")
        if not self.headers.get("Stripe-Version"):
            raise Fault(400, "version_missing")
        call, subject = route(method, path, form, asked)
        fate = self.next_fault(method, path) or FATES.meet(call, *LEDGER.buyer(call, subject))
        when, what = fate or (None, None)
        if when == "before":
            self.suffer(what)
        try:
            return self.once(method, path, body, lambda: self.call(call, subject, form))
        finally:
            # Whatever the outcome, the shop gets an error.
            if when == "after":
                self.suffer(what)

    def next_fault(self, method, path):
        known = next((fault for fault in LEDGER.faults if f"{method} {path}".startswith(fault[0])), None)
        if known:
            LEDGER.faults.remove(known)
            return known[1], "500"

    def suffer(self, what):
        """Applies a fault to a call."""
        if what == "500":
            raise Fault(500, "api_error")
        if what == "hidden":
            raise Fault(404, "resource_missing")
        FATES.hold(what)
        raise Silence

    def once(self, method, path, body, work):
        """Runs a call with a key once. A repeat gets the same answer, and other parameters with the same key get an error."""
        makes = path in ("/v1/checkout/sessions", "/v1/refunds") and method == "POST"
        key, request = self.headers.get("Idempotency-Key"), f"{method} {path} {body}"
        if makes and not key:
            raise Fault(400, "idempotency_key_missing")
        if not key:
            return 200, work()
        known = LEDGER.db.execute("select request, status, body from answer where key = ?", (key,)).fetchone()
        if known:
            if known[0] != request:
                raise Fault(400, "idempotency_key_in_use")
            return known[1], json.loads(known[2])
        told = work()
        LEDGER.insert("answer", key=key, request=request, status=200, body=json.dumps(told))
        return 200, told

    def call(self, call, subject, form):
        match call:
            case "open":
                return LEDGER.open(form, f"http://{self.headers['Host']}")
            case "look":
                return LEDGER.session(subject)
            case "expire":
                return LEDGER.expire(subject)
            case "capture":
                return LEDGER.capture(subject)
            case "cancel":
                return LEDGER.cancel(subject)
            case "refund":
                return LEDGER.refund(form)
            case "refunds":
                return {"object": "list", "data": LEDGER.refunds(subject)}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """A killed shop has closed its connections, which is no error."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


if __name__ == "__main__":
    LEDGER, KEY = Ledger(sys.argv[1]), sys.argv[2]
    FATES = Fates(LEDGER.lock)
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()
