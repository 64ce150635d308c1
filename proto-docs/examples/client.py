#!/usr/bin/env python3
"""A client of paylinkd for Python 3.11 or later, with nothing to install: copy the two classes into your shop.

As a program it makes a link, duplicates it with another amount, and lists both: python3 client.py /run/paylinkd.sock
"""

import contextlib
import json
import os
import secrets
import socket
import sys
import time


class PaylinkError(Exception):
    """Match on `kind`, and show the message to people. What else is in `data` depends on the kind."""

    def __init__(self, message, data=None):
        super().__init__(message)
        # `noAnswer` is this client's own kind: what was asked for may have happened or not.
        self.data = data or {"kind": "noAnswer", "retryable": True}
        self.kind = self.data["kind"]


class Paylink:
    def __init__(self, path, timeout_seconds=10):
        self.path = path
        self.timeout_seconds = timeout_seconds
        self.last_id = 0

    def call(self, method, **params):
        """Calls a method. Amounts are integers in minor units: 4995 is 49.95 EUR. A float is refused, never rounded."""
        # Asked again only if that can do nothing twice: the daemon knows a key again, and reading changes nothing.
        is_repeatable = "idempotencyKey" in params or method.startswith(("get", "list"))
        for pause_seconds in (0.2, 0.4, None):
            try:
                return self._ask(method, params)
            except PaylinkError as error:
                if not (is_repeatable and error.data["retryable"] and pause_seconds):
                    raise
            time.sleep(pause_seconds)

    def _ask(self, method, params):
        self.last_id += 1
        request = {"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}
        answer = json.loads(self._exchange(json.dumps(request).encode() + b"\n"))
        # An error has the id null if the daemon could not read the request, or would not take the connection.
        if "error" in answer and answer["id"] in (self.last_id, None):
            raise PaylinkError(answer["error"]["message"], answer["error"]["data"])
        if answer["id"] != self.last_id:
            raise PaylinkError("paylinkd answered something else.")
        return answer["result"]

    def _exchange(self, line):
        """Sends one line and reads one, on a connection of its own: no late answer can be taken for a later one."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(self.timeout_seconds)
                connection.connect(self.path)
                with contextlib.suppress(BrokenPipeError):  # The daemon may have said why: read in any case.
                    connection.sendall(line)
                answer = connection.makefile("rb").readline()
        except OSError as problem:
            raise PaylinkError(f"paylinkd at {self.path} gave no answer: {problem}.") from problem
        if not answer.endswith(b"\n"):  # None, or one that was cut off on the way.
            raise PaylinkError(f"paylinkd at {self.path} gave no answer.")
        return answer


def make_link(paylink, method, **params):
    # The key names one wish of the shop: store it with the order before asking, for a later retry.
    try:
        show("new", paylink.call(method, idempotencyKey=secrets.token_hex(16), **params))
    except PaylinkError as error:
        if error.kind != "orderIdInUse":
            raise
        # Look before you send it to a customer: it may have expired, or ask for another amount.
        show("existing", paylink.call("getLink", linkId=error.data["existing"]["linkId"]))


def show(what, link):
    print(f"{what}: {link['orderId']}, {link['amountText']} {link['currency']}, {link['status']}, {link['url']}")


try:
    paylink = Paylink(sys.argv[1] if sys.argv[1:] else os.environ.get("PAYLINK_SOCKET", "/run/paylinkd.sock"))
    terms = {"currency": "EUR", "amount": 4995, "description": "Bicycle bell, brass"}
    make_link(paylink, "generateLink", orderId="PY-1001", **terms)
    make_link(paylink, "duplicateTransaction", orderId="PY-1001", newOrderId="PY-1001-2", overrides={"amount": 4500})
    # A page has 100 links at most; unless it is null, `nextCursor` is the `cursor` to ask for the next page with.
    for link in paylink.call("listLinks", orderIdPrefix="PY-")["links"]:
        show("listed", link)
except PaylinkError as error:
    print(error, file=sys.stderr)
    sys.exit(2 if error.kind == "noAnswer" else 1)
