"""usage: blackhole.py SOCKET CALLERS ROUND

Callers of a site whose service is dead. Prints "waiting" when all wait, "open" once calls are answered in under a
second, and at SIGTERM two lines, for calls begun before and after: round, state, answers, p50, p99 and longest in ms.
"""

import itertools
import json
import signal
import socket
import sys
import threading
import time

PAUSE_SECONDS = 0.1
OPEN_SECONDS = 1.0
# As many in a row say that it is no chance.
OPEN_COUNT = 20
SETTLED_SECONDS = 1.0


class Crowd:
    def __init__(self, path, count, round_name):
        self.path = path
        self.round_name = round_name
        self.numbers = itertools.count()
        self.lock = threading.Lock()
        self.times = {"waiting": [], "open": []}
        self.quick = 0
        self.is_open = threading.Event()
        self.is_over = threading.Event()
        for _ in range(count):
            threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(self.path)
        lines = connection.makefile("rb")
        while not self.is_over.is_set():
            name = f"dead-{self.round_name}-{next(self.numbers)}"
            terms = {"site": "dead", "orderId": name, "currency": "EUR", "amount": 1, "description": name}
            request = {"jsonrpc": "2.0", "id": 1, "method": "generateLink", "params": terms}
            state = "open" if self.is_open.is_set() else "waiting"
            start = time.monotonic()
            connection.sendall(json.dumps(request).encode() + b"\n")
            answer = json.loads(lines.readline())
            self.note(state, time.monotonic() - start, answer)
            time.sleep(PAUSE_SECONDS)

    def note(self, state, seconds, answer):
        status = answer["result"]["status"] if "result" in answer else answer["error"]["data"]["kind"]
        if status not in ("pending", "issuerUnreachable"):
            print(f"A caller of the dead site heard {answer}.", file=sys.stderr, flush=True)
            self.is_over.set()
        with self.lock:
            self.times[state].append(seconds)
            self.quick = self.quick + 1 if seconds < OPEN_SECONDS else 0
            if self.quick >= OPEN_COUNT:
                self.is_open.set()

    def report(self):
        for state, times in self.times.items():
            ordered = sorted(times) or [0]
            figures = [ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]]
            print(self.round_name, state, len(times), *(f"{1000 * figure:.2f}" for figure in figures), sep="\t")


def main():
    crowd = Crowd(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    signal.signal(signal.SIGTERM, lambda *_: crowd.is_over.set())
    time.sleep(SETTLED_SECONDS)
    print("waiting", flush=True)
    while not crowd.is_open.wait(0.1) and not crowd.is_over.is_set():
        pass
    print("open", flush=True)
    while not crowd.is_over.wait(0.1):
        pass
    with crowd.lock:
        crowd.report()


main()
