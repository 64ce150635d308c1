"""Writes a journal with many links, as the daemon would have: each link a record, 64 records a batch.

usage: journal.py JOURNAL COUNT > NEW

JOURNAL's first record, a link that was made without an idempotency key, is the model of all. The links are orders
B2-0000000000, B2-0000000001 and so on, made 20 ms after each other; every second one is in US dollars.
"""

import datetime
import hashlib
import json
import re
import sys

STEP = datetime.timedelta(milliseconds=20)
BATCH = 64


def template(line):
    """The record's payload, with holes for what differs from link to link."""
    payload = line[line.index(',"time":') : line.rindex(',"hash":')].replace("%", "%%")
    for name in ("time", "expiresAt", "orderId", "linkId", "currency", "amount"):
        payload = re.sub(rf'("{name}":"?)[^",}}]+', rf"\g<1>%({name})s", payload, count=1)
    payload = re.sub(r'("url":"[^"]+/)[^"/]+', r"\g<1>%(token)s", payload, count=1)
    return re.sub(r'("description":")[^"]+', r"\g<1>Order %(orderId)s", payload, count=1)


def written(moment):
    return moment.isoformat(timespec="milliseconds")[:23] + "Z"


def main(journal, count):
    with open(journal, encoding="utf-8") as file:
        header, line = file.readline(), file.readline()
    record = json.loads(line)
    payload = template(line)
    created = datetime.datetime.fromisoformat(record["time"][:-1]) - count * STEP
    lifetime = datetime.timedelta(seconds=record["events"][0]["lifetimeSeconds"])
    head = json.loads(header)["hash"]
    sys.stdout.write(header)
    for number in range(count):
        seq = number + 1
        created += STEP
        digits = hashlib.sha256(b"%d" % number).hexdigest()
        members = payload % {
            "time": written(created),
            "expiresAt": written(created + lifetime),
            "orderId": f"B2-{number:010}",
            "linkId": "lnk_" + digits[:24],
            "token": digits[32:],
            "currency": ("EUR", "USD")[number % 2],
            "amount": 1 + number * 7919 % 100000,
        }
        front = f'{{"seq":{seq},"count":1,"batch":{seq - number % BATCH},"prev":"{head}"{members}'
        head = hashlib.sha256(front.encode()).hexdigest()
        sys.stdout.write(f'{front},"hash":"{head}"}}\n')


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
