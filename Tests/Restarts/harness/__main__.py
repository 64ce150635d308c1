"""Tests/Restarts/run has the description."""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import traceback

from .book import Book
from .callers import Conversation, call_once_with_netcat, one_shots, persistent, pipelining
from .manager import Failure, Manager

# How many daemons go idle side by side: each takes two seconds for it.
LANES = 8
# The daemon looks once a second whether it has been idle for long enough.
TICK = 1.0


class Crew:
    """Threads whose failure is a failure of the run."""

    def __init__(self):
        self.failures = []
        self.threads = []

    def add(self, work, *arguments):
        def run():
            try:
                work(*arguments)
            except Exception:  # pylint: disable=broad-except
                self.failures.append(traceback.format_exc())

        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()

    def is_busy(self):
        return any(thread.is_alive() for thread in self.threads)

    def join(self):
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise Failure(self.failures[0])


def restart_under_load(manager, count, book, seed):
    """Restarts the daemon at random moments, some of them before it is ready; returns the longest stop."""
    choices = random.Random(seed)
    stop = threading.Event()
    crew = Crew()
    kinds = [one_shots] * 4 + [persistent] * 3 + [pipelining] * 2
    for number, kind in enumerate(kinds):
        crew.add(kind, manager.path, f"{kind.__name__}-{number}", book, random.Random(seed + number), stop)
    longest = 0
    try:
        manager.start()
        for _ in range(count):
            if choices.random() < 0.8:
                manager.await_ready()
            time.sleep(choices.uniform(0, 0.03))
            longest = max(longest, manager.stop())
            manager.start()
        manager.await_ready()
    finally:
        stop.set()
        if manager.daemon.poll() is not None:
            manager.start()
        crew.join()
    manager.stop()
    return longest


def idle_out(manager, lane, count, book, seed):
    """Lets the daemon end for want of callers, with callers that come just then."""
    choices = random.Random(seed)
    visits, exits = 0, 0

    def visit(ways):
        nonlocal visits
        visits += 1
        crew = Crew()
        for way in range(ways):
            name = f"idle-{lane}-{visits}-{way}"
            crew.add(call, manager.path, name, way, book)
        return crew

    def call(path, name, way, book):
        if way == 0:
            call_once_with_netcat(path, name, book)
            return
        conversation = Conversation(path, book)
        for number in range(3):
            if not conversation.ask([f"{name}-{number}"]):
                break
        conversation.close()

    crew = visit(3)
    while exits < count:
        if not manager.await_caller(1):
            crew.join()
            crew = visit(3)
            continue
        manager.start()
        manager.await_ready()
        while True:
            # Those whom the daemon has not accepted before it ends wait for the next one.
            status = None
            while crew.is_busy() and status is None:
                status = manager.await_end(0.02)
            if status is not None:
                break
            crew.join()
            now = time.monotonic()
            ticks = int((now + 1 - manager.ready_at) / TICK) + 1
            # netcat needs a moment to start, so that some come before the end, some while it lasts and some after it.
            time.sleep(max(0, manager.ready_at + ticks * TICK - now - choices.uniform(-0.006, 0.008)))
            crew = visit(3)
            # A caller that came in time keeps the daemon for another second.
            status = manager.await_end(0.2)
            if status is not None:
                break
        if status != 0:
            raise Failure(f"the daemon ended with {status}")
        exits += 1
    # Those who came last are answered too.
    if manager.await_caller(1):
        manager.start()
        manager.await_ready()
        crew.join()
        manager.stop()
    crew.join()


def orders(manager, programs):
    """The orders that there are, once the daemon has started again."""
    manager.start()
    manager.await_ready()
    found, cursor = set(), None
    while True:
        parameters = {"limit": 1000} | ({"cursor": cursor} if cursor else {})
        request = {"jsonrpc": "2.0", "id": 1, "method": "listLinks", "params": parameters}
        run = subprocess.run(
            ["nc", "-N", "-U", manager.path], input=json.dumps(request).encode() + b"\n", capture_output=True, check=True
        )
        page = json.loads(run.stdout)["result"]
        found.update(link["orderId"] for link in page["links"])
        cursor = page["nextCursor"]
        if cursor is None:
            break
    manager.stop()
    tool = os.path.join(programs, "paylink")
    journal = os.path.join(manager.folder, "state", "journal.jsonl")
    subprocess.run([tool, "verify", journal], check=True, stdout=subprocess.DEVNULL)
    return found


def restarts(programs, folder, count, seed, book):
    manager = Manager(programs, folder, {})
    try:
        longest = restart_under_load(manager, count, book, seed)
        return longest, book.problems(orders(manager, programs))
    finally:
        manager.close()


def idle_exits(programs, folder, count, seed):
    """Every lane with a daemon and a book of its own."""
    books, problems, crew = [], [], Crew()

    def lane(number, share):
        place = os.path.join(folder, str(number))
        os.makedirs(place)
        manager = Manager(programs, place, {"idleExitSeconds": 1})
        book = Book()
        books.append(book)
        try:
            idle_out(manager, number, share, book, seed + 1000 * number)
            problems.extend(book.problems(orders(manager, programs)))
        finally:
            manager.close()

    for number in range(LANES):
        share = count // LANES + (number < count % LANES)
        if share:
            crew.add(lane, number, share)
    crew.join()
    return books, problems


def told(counts):
    rest = sum(counts.values()) - counts["made"] - counts["shuttingDown"] - counts["unsent"]
    return (
        f"{sum(counts.values())} requests: {counts['made']} acknowledged and kept, {counts['shuttingDown']} told "
        f"shuttingDown, {counts['unsent']} not taken by a connection that had ended, {rest} without an answer"
    )


def main(programs, restart_count, idle_count, seed):
    with tempfile.TemporaryDirectory() as folder:
        problems = []
        if restart_count:
            start, book = time.monotonic(), Book()
            os.makedirs(f"{folder}/r")
            longest, problems = restarts(programs, f"{folder}/r", restart_count, seed, book)
            seconds = f"{time.monotonic() - start:.0f} s"
            print(f"{restart_count} restarts in {seconds}, the longest stop {longest:.2f} s; {told(book.counts())}")
        if idle_count:
            start = time.monotonic()
            books, found = idle_exits(programs, folder, idle_count, seed)
            problems += found
            counts = sum((book.counts() for book in books), start=Book().counts())
            print(f"{idle_count} idle exits in {time.monotonic() - start:.0f} s; {told(counts)}")
        for problem in problems[:20]:
            print(problem)
        return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
