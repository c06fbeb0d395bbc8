#!/usr/bin/env python3
"""The part of Stripe that the shop uses, for tests: a process of its own with its own ledger, a SQLite file.

It is strict where Stripe is: what makes something needs an idempotency key, the same key with other parameters is refused, and a state is
reached only from the states that lead to it. Its buyers pay at POST /pay/{session} with a card number. POST /dashboard/refunds
pays a part of the newest intent back, as people do on Stripe's own pages.

usage: stripe.py LEDGER KEY    (prints its address, and serves until its standard input closes)

POST /faults {"calls": [["POST /v1/refunds", "after"], ...]} makes the next call of that method and path (the beginning of one) answer 500:
`before` it does anything, or `after` it.
"""

import json
import sqlite3
import sys
import threading
import time
import urllib.parse
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DECLINED = {"4000000000000002", "4000000000009995"}
INSTANT = "4000000000000077"
FIELDS = {
    "session": "id, payment, status, amount, currency, email, success_url, manual, intent",
    "intent": "id, payment, status, amount, currency, received, refunded, created, fails",
    "refund": "id, intent, amount, status, payment, key",
}
WEEK = 7 * 24 * 3600


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

    # What Stripe shows.

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

    # What the shop asks for.

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
        return self.session(id)

    def capture(self, id):
        intent = self.find("intent", id)
        if intent["status"] != "requires_capture":
            raise Fault(400, "payment_intent_unexpected_state")
        if intent["fails"]:
            self.update("intent", id, status="canceled")
            raise Fault(402, "capture_charge_authorization_expired")
        self.update("intent", id, status="succeeded", received=intent["amount"])
        return self.intent(id)

    def cancel(self, id):
        if self.find("intent", id)["status"] != "requires_capture":
            raise Fault(400, "payment_intent_unexpected_state")
        self.update("intent", id, status="canceled")
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
        return {"object": "refund", "id": id, "amount": amount, "status": "succeeded", "payment_intent": intent["id"]}

    def pay(self, id, card):
        """What a buyer does on the page."""
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
        return {"back": session["success_url"]}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

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
        with LEDGER.lock:
            try:
                if path == "/faults":
                    LEDGER.faults += json.loads(body)["calls"]
                    return self.answer(200, {})
                if path == "/dashboard/refunds":
                    newest = LEDGER.db.execute("select id from intent order by rowid desc limit 1").fetchone()[0]
                    return self.answer(200, LEDGER.refund({"payment_intent": newest, **dict(urllib.parse.parse_qsl(body))}))
                if path.startswith("/pay/"):
                    return self.answer(200, LEDGER.pay(path.removeprefix("/pay/"), dict(urllib.parse.parse_qsl(body))["card"]))
                if self.headers.get("Authorization") != f"Bearer {KEY}":
                    raise Fault(401, "invalid_api_key")
                if not self.headers.get("Stripe-Version"):
                    raise Fault(400, "version_missing")
                when = next((fault for fault in LEDGER.faults if f"{method} {path}".startswith(fault[0])), None)
                if when:
                    LEDGER.faults.remove(when)
                if when and when[1] == "before":
                    raise Fault(500, "api_error")
                status, told = self.once(method, path, query, body)
                if when:
                    raise Fault(500, "api_error")
                self.answer(status, told)
            except Fault as fault:
                self.answer(fault.status, {"error": {"type": "fake", "code": fault.code}})

    def once(self, method, path, query, body):
        """A call with a key is done once; the same key gives the same answer, and none for other parameters."""
        makes = path in ("/v1/checkout/sessions", "/v1/refunds") and method == "POST"
        key, request = self.headers.get("Idempotency-Key"), f"{method} {path} {body}"
        if makes and not key:
            raise Fault(400, "idempotency_key_missing")
        if not key:
            return 200, self.call(method, path, query, body)
        known = LEDGER.db.execute("select request, status, body from answer where key = ?", (key,)).fetchone()
        if known:
            if known[0] != request:
                raise Fault(400, "idempotency_key_in_use")
            return known[1], json.loads(known[2])
        told = self.call(method, path, query, body)
        LEDGER.insert("answer", key=key, request=request, status=200, body=json.dumps(told))
        return 200, told

    def call(self, method, path, query, body):
        form, asked = dict(urllib.parse.parse_qsl(body)), dict(urllib.parse.parse_qsl(query))
        match [method, *path.strip("/").split("/")]:
            case ["POST", "v1", "checkout", "sessions"]:
                return LEDGER.open(form, f"http://{self.headers['Host']}")
            case ["GET", "v1", "checkout", "sessions", id]:
                return LEDGER.session(id)
            case ["POST", "v1", "checkout", "sessions", id, "expire"]:
                return LEDGER.expire(id)
            case ["POST", "v1", "payment_intents", id, "capture"]:
                return LEDGER.capture(id)
            case ["POST", "v1", "payment_intents", id, "cancel"]:
                return LEDGER.cancel(id)
            case ["POST", "v1", "refunds"]:
                return LEDGER.refund(form)
            case ["GET", "v1", "refunds"]:
                return {"object": "list", "data": LEDGER.refunds(asked["payment_intent"])}
        raise Fault(404, "unknown_path")


if __name__ == "__main__":
    LEDGER, KEY = Ledger(sys.argv[1]), sys.argv[2]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()
