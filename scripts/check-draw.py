#!/usr/bin/env python3
"""Checks a draw (docs/waiting-room.md) without any of Frontrow's code, with Python's standard library alone.

    check-draw.py DRAW.json ENTRIES [--entry HEX] [--closing HEX]
    check-draw.py --example DIRECTORY     writes the draw that the tests know

It names each step. It exits with 1 at the first step that fails. It does not check drand's signature, which needs a library for BLS:
`pip install drand-verify`, or `frontrow verify-draw`.
"""
import argparse
import datetime
import hashlib
import hmac
import json
import pathlib
import sys

T = b"frontrow-draw-1"
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
QUICKNET_GENESIS, QUICKNET_PERIOD = 1692803367, 3


def H(message):
    return hashlib.sha256(message).digest()


def M(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def merkle_root(entries):
    """RFC 9162, section 2.1.1."""
    if not entries:
        return H(b"")
    if len(entries) == 1:
        return H(b"\x00" + entries[0])
    split = 1 << ((len(entries) - 1).bit_length() - 1)
    return H(b"\x01" + merkle_root(entries[:split]) + merkle_root(entries[split:]))


def commitment_of(seed):
    return H(T + b"/seed\0" + seed)


def closing_of(event, draw, commitment, beacon, count, root):
    beacon = beacon.encode()
    numbers = event.to_bytes(4, "big") + draw.to_bytes(4, "big")
    beacon = len(beacon).to_bytes(2, "big") + beacon
    return H(T + b"/closing\0" + numbers + commitment + beacon + count.to_bytes(8, "big") + root)


def key_of(seed, closing, value):
    return M(seed, T + b"/key\0" + closing + value)


def drawn(entries, key):
    return sorted(entries, key=lambda entry: (M(key, entry), entry))


def seconds_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def value_of(record):
    """The beacon's value, from what the record shows for it."""
    beacon = record["beacon"]
    if beacon.startswith("drand/"):
        return H(bytes.fromhex(record["signature"]))
    if beacon.startswith("announced/"):
        return H(record["announcement"].encode())
    return bytes(32)


def check(record, lines, entry, kept):
    def step(name, is_so, what):
        print(f"{'ok' if is_so else 'FAILED':9}{name:12}{what if is_so else f'this does not hold: {what}'}")
        if not is_so:
            sys.exit(1)

    def field(name):
        return bytes.fromhex(record[name])

    step("record", record.get("algorithm") == T.decode() and "seed" in record, f"event {record['event']}, draw {record['draw']}")
    step("commitment", commitment_of(field("seed")) == field("commitment"), "the seed is the one that was promised")
    step("beacon", value_of(record) == field("value"), f"the value is that of {record['beacon']}; the signature is not checked here")
    if record["beacon"].startswith(f"drand/{QUICKNET}/"):
        moment = QUICKNET_GENESIS + (int(record["beacon"].split("/")[2]) - 1) * QUICKNET_PERIOD
        late_enough = moment > seconds_of(record["sealed_at"])
        named = 0 <= moment - seconds_of(record["closes_at"]) - 30 < QUICKNET_PERIOD
        step("round", late_enough and named, "the round came after the seal, and the close decides which round it is")
    entries = [bytes.fromhex(line) for line in lines]
    step("entries", all(a < b for a, b in zip(entries, entries[1:])), "sorted, and each is there once")
    step("entries", all(len(entry) == 16 for entry in entries), "each has 16 bytes")
    step("count", len(entries) == record["count"], f"{len(entries)} entries")
    root = merkle_root(entries)
    step("root", root == field("root"), root.hex())
    closing = closing_of(record["event"], record["draw"], field("commitment"), record["beacon"], record["count"], root)
    step("closing", closing == field("closing") and kept in (None, closing.hex()), closing.hex())
    key = key_of(field("seed"), closing, field("value"))
    step("key", key == field("key"), key.hex())
    order = drawn(entries, key)
    places = H(b"".join(order))
    step("places", places == field("places"), places.hex())
    if entry is not None:
        wanted = bytes.fromhex(entry)
        step("entry", wanted in order, f"place {order.index(wanted) + 1} of {len(order)}" if wanted in order else "took no part")


def example():
    """A draw with a real round of drand: quicknet's round 657413, which came on 15 September 2023 at 11:00:03 UTC."""
    seed, signature = bytes(range(32)), bytes.fromhex(
        "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
    )
    entries = sorted(H(b"entrant %d" % number)[:16] for number in range(1000))
    record = {
        "algorithm": T.decode(),
        "event": 42,
        "draw": 1,
        "commitment": commitment_of(seed).hex(),
        "beacon": f"drand/{QUICKNET}/657413",
        "closes_at": "2023-09-15T10:59:33Z",
        "sealed_at": "2023-09-15T10:59:43Z",
        "count": len(entries),
        "root": merkle_root(entries).hex(),
    }
    closing = closing_of(42, 1, commitment_of(seed), record["beacon"], len(entries), merkle_root(entries))
    key = key_of(seed, closing, H(signature))
    record |= {
        "closing": closing.hex(),
        "drawn_at": "2023-09-15T11:00:04Z",
        "seed": seed.hex(),
        "signature": signature.hex(),
        "value": H(signature).hex(),
        "key": key.hex(),
        "places": H(b"".join(drawn(entries, key))).hex(),
    }
    return record, entries


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", metavar="FILE")
    options.add_argument("--entry", metavar="HEX")
    options.add_argument("--closing", metavar="HEX")
    options.add_argument("--example", metavar="DIRECTORY")
    given = options.parse_args()
    if given.example:
        record, entries = example()
        directory = pathlib.Path(given.example)
        (directory / "DRAW.json").write_text(json.dumps(record, indent=2) + "\n")
        (directory / "entries.txt").write_text("".join(f"{entry.hex()}\n" for entry in entries))
    elif len(given.files) == 2:
        record, lines = (pathlib.Path(name).read_text() for name in given.files)
        check(json.loads(record), lines.splitlines(), given.entry, given.closing)
    else:
        options.error("DRAW.json and a file of entries are needed")


if __name__ == "__main__":
    main()
