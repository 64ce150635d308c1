#!/usr/bin/env python3
"""A client of paylinkd for Python 3.11 or later, with nothing to install: copy the two classes into your shop.

As a program it does once all that a shop does: python3 client.py [SOCKET [SEQ-FILE [ROWS]]]
"""

import contextlib
import json
import os
import pathlib
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
        """Calls a method; what is None is left out. Amounts are integers: 4995 is 49.95 EUR, and a float is refused."""
        # Asked again only if that can do nothing twice: reading changes nothing, cancelling and erasing twice is once,
        # and the daemon knows a key and a transaction again.
        is_repeatable = method.startswith(("get", "list", "cancel", "erase")) or (
            "idempotencyKey" in params or "transactionId" in params
        )
        for pause_seconds in (0.2, 0.4, 0.6, 0.8, None):
            try:
                return self._ask(method, params)
            except PaylinkError as error:
                if not (is_repeatable and error.data["retryable"] and pause_seconds):
                    raise
            time.sleep(pause_seconds)

    def links(self, **filter):
        """Every link that the filter of `listLinks` lets through, page by page."""
        page = self.call("listLinks", **filter)
        yield from page["links"]
        while page["nextCursor"]:
            page = self.call("listLinks", cursor=page["nextCursor"], **filter)
            yield from page["links"]

    def _ask(self, method, params):
        self.last_id += 1
        request = {"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": without_none(params)}
        # A long poll is answered when its time is up, so it may take that much longer.
        timeout_seconds = self.timeout_seconds + params.get("waitSeconds", 0)
        answer = json.loads(self._exchange(json.dumps(request).encode() + b"\n", timeout_seconds))
        # An error has the id null if the daemon could not read the request, or would not take the connection.
        if "error" in answer and answer["id"] in (self.last_id, None):
            raise PaylinkError(answer["error"]["message"], answer["error"]["data"])
        if answer["id"] != self.last_id:
            raise PaylinkError("paylinkd answered something else.")
        return answer["result"]

    def _exchange(self, line, timeout_seconds):
        """Sends one line and reads one, on a connection of its own: no late answer can be taken for a later one."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(timeout_seconds)
                connection.connect(self.path)
                with contextlib.suppress(BrokenPipeError):  # The daemon may have said why: read in any case.
                    connection.sendall(line)
                answer = connection.makefile("rb").readline()
        except OSError as problem:
            raise PaylinkError(f"paylinkd at {self.path} gave no answer: {problem}.") from problem
        if not answer.endswith(b"\n"):  # None, or one that was cut off on the way.
            raise PaylinkError(f"paylinkd at {self.path} gave no answer.")
        return answer


def without_none(value):
    """Leaves out what is None, as a row of a database may have it: the daemon refuses null."""
    if isinstance(value, dict):
        return {name: without_none(member) for name, member in value.items() if member is not None}
    return [without_none(element) for element in value] if isinstance(value, list) else value


# An example of use, from here on.


def make_link(paylink, key, **terms):
    """Makes a link, or finds the one that the order has. Store the key with the order before asking, for a later retry."""
    try:
        show("made", paylink.call("generateLink", idempotencyKey=key, **terms))
    except PaylinkError as error:
        if error.kind != "orderIdInUse":
            raise
        # Look before you send it to a customer: it may have expired, or ask for another amount.
        show("existing", paylink.call("getLink", linkId=error.data["existing"]["linkId"]))


def follow(paylink, file, wait_seconds):
    """Handles the events that are new, or waits for the next; tells whether there was one."""
    after = int(file.read_text()) if file.exists() else 0
    page = paylink.call("listEvents", after=after, waitSeconds=wait_seconds)
    for event in page["events"]:
        print(f"event: {event['type']} {event['orderId']}")
    # Whoever keeps `seq` in a database does so in the transaction of what the events led to: so none is handled twice.
    new = file.with_name(file.name + ".new")
    new.write_text(str(page["seq"]))
    new.replace(file)
    return bool(page["events"])


def show(what, link):
    terms = f"{link['orderId']}, {link['amountText']} {link['currency']}"
    due = link["dueAmountText"] or "nothing"
    print(f"{what}: {terms}, {due} due, {link['status']}")


def main(path=os.environ.get("PAYLINK_SOCKET", "/run/paylinkd.sock"), seq_file="paylink-py.seq", row_count="3"):
    paylink = Paylink(path)
    terms = {"currency": "EUR", "amount": 4995, "description": "Bell", "metadata": {}}
    order = terms | {"orderId": "PY-1001"}
    order["customer"] = {"lastName": "Visser", "email": "py@shop.example", "country": None}
    make_link(paylink, "order PY-1001", **order)
    # The same key with the same terms is the same link, as often as it is asked for; another key finds the order in use.
    make_link(paylink, "order PY-1001", **order)
    make_link(paylink, "order PY-1001, once more", **order)
    # Another amount is another link, which takes the place of the first.
    change = {"orderId": "PY-1001", "newOrderId": "PY-1001-2", "overrides": {"amount": 4500}, "supersede": True}
    show("duplicated", paylink.call("duplicateTransaction", idempotencyKey="order PY-1001, second amount", **change))
    # Many at once: all of them or none.
    rows = [terms | {"orderId": f"PY-B{number}", "amount": 1250} for number in range(1, int(row_count) + 1)]
    made = paylink.call("generateLinks", links=rows, idempotencyKey=f"batch PY of {row_count}")
    print(f"made together: {len(made['links'])}")
    print(f"listed: {sum(1 for _ in paylink.links(orderIdPrefix='PY-B', limit=1000))}")
    for link in paylink.links(orderIdPrefix="PY-1001", limit=1):
        show("listed", link)
    # Money that came: a part of it, then the rest. The transaction's name keeps a repeated report from counting twice.
    payment = {"orderId": "PY-1001-2", "status": "completed"}
    show("paid", paylink.call("recordPayment", amount=2000, transactionId="PY-T1", **payment))
    show("paid", paylink.call("recordPayment", transactionId="PY-T2", **payment))
    show("cancelled", paylink.call("cancelLink", orderId="PY-B1", reason="The customer came in"))
    # By address it finds every link of that customer, duplicates too.
    erasure = paylink.call("erasePersonalData", email="py@shop.example", reason="The customer asked for it")
    print(f"erased: {erasure['erased']}")
    # A shop's worker waits 25 seconds, and goes on for ever; after an error it waits a moment and goes on too.
    while follow(paylink, pathlib.Path(seq_file), wait_seconds=1):
        pass


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except PaylinkError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if error.kind == "noAnswer" else 1)
