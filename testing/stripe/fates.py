"""The faults of each buyer's payment in a storm. The address on the session identifies the buyer.

A fate is {"crash": [CALL, "before" | "after"] or null, "may_pass": BOOLEAN, "faults": {CALL: [FAULT, ...]}, "hidden": SECONDS}, where CALL is
open, look, expire, capture, cancel, refund or refunds.

- crash: from that call on, no call of this buyer gets an answer, until the test has killed the server and calls thaw. A look counts only
  if the session has money.
- may_pass: the call may never come, and does not count among the reached crashes.
- faults: the faults of the first calls of a kind after that: ok, 500 (after the work), 500_before, hang (after the work) or hang_before.
- hidden: after the crash, and once the session has money, looks find nothing for this time.

POST /storm {BUYER: FATE, ...} adds fates; /storm/thaw and /storm/calm (ends crashes and faults, and hides no further payments) change them;
/storm/state returns the number of crashes since the last thaw, the number of hidden payments, and the buyers who have not reached their crash.
"""

import json
import threading
import time

# Longer than the deadline of a shop under test.
HANG = 15
FROZEN = 300


class Silence(Exception):
    """The call gets no answer."""


class Fates:
    def __init__(self, lock):
        self.changed = threading.Condition(lock)
        self.fates, self.frozen = {}, set()
        self.reached = self.generation = 0

    def told(self, what, body):
        """Handles a call of a test."""
        match what:
            case []:
                self.fates.update(json.loads(body))
            case ["thaw"]:
                self.frozen.clear()
                self.reached = 0
                self.generation += 1
                self.changed.notify_all()
            case ["calm"]:
                for fate in self.fates.values():
                    fate["faults"], fate["crash"] = {}, None
                    if "until" not in fate:
                        fate["hidden"] = 0
            case ["state"]:
                now = time.monotonic()
                hidden = sum(fate["hidden"] > 0 and fate.get("until", 0) > now for fate in self.fates.values())
                waiting = [f"{buyer}: {' '.join(fate['crash'])}" for buyer, fate in self.fates.items() if fate["crash"] and not fate.get("may_pass")]
                return {"reached": self.reached, "hidden": hidden, "waiting": waiting}
        return {}

    def meet(self, call, buyer, has_money):
        """The fault of a call, and whether it happens before or after the work. None if there is no fault."""
        fate = self.fates.get(buyer)
        if fate is None:
            return None
        if buyer in self.frozen:
            return "before", "freeze"
        if crash := fate["crash"]:
            if call != crash[0] or (call == "look" and not has_money):
                return None
            fate["crash"] = None
            self.frozen.add(buyer)
            self.reached += not fate.get("may_pass")
            return crash[1], "freeze"
        if call == "look" and has_money and fate["hidden"]:
            if time.monotonic() < fate.setdefault("until", time.monotonic() + fate["hidden"]):
                return "before", "hidden"
            fate["hidden"] = 0
        faults = fate["faults"].get(call)
        fault = faults.pop(0) if faults else "ok"
        if fault == "ok":
            return None
        return ("before" if fault.endswith("_before") else "after"), fault.removesuffix("_before")

    def hold(self, what):
        """Makes a call wait without an answer. Other calls continue."""
        generation = self.generation
        self.changed.wait_for(lambda: self.generation != generation, timeout=FROZEN if what == "freeze" else HANG)
