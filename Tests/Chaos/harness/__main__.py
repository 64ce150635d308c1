"""usage: python3 -m harness PROGRAMS ROUNDS SEED"""

import pathlib
import shutil
import sys
import tempfile
import time

from .creators import Creators, all_links, settle
from .faults import Faults
from .line import Line
from .oracle import Oracle
from .programs import Caller, Daemon, Standin

# What the service does with an order that is posted again, and with its earlier URL.
READINGS = [["--repeat", "accept"], ["--repeat", "refuse"], ["--repeat", "accept", "--old-url", "dies"]]
CREATOR_COUNT = 8
# Between two looks at everything.
ROUNDS_AT_ONCE = 50
# A link settles by itself within 120 s.
SETTLE_SECONDS = 150


class Run:
    """One life of a journal and of the orders at the service, under one reading."""

    def __init__(self, programs: pathlib.Path, folder: pathlib.Path, reading: list[str], seed: str):
        self.seed = seed
        self.standin = Standin(programs, folder, reading)
        self.line = Line(self.standin.port, seed)
        self.daemon = Daemon(programs, folder, f"http://127.0.0.1:{self.line.port}/v1/json/")
        self.faults = Faults(self.daemon, self.standin, self.line, seed)
        self.oracle = Oracle()
        self.settle_seconds = 0.0

    def start(self) -> None:
        self.standin.start(self.faults.readings())
        self.daemon.start()

    def strike(self, rounds: int, prefix: str) -> list[str]:
        """So many faults under load; then everything is calm, settles, and is compared."""
        creators = Creators(self.oracle, self.daemon.socket_path, prefix, f"{self.seed}-{prefix}", CREATOR_COUNT)
        for _ in range(rounds):
            self.faults.strike()
        creators.stop()
        return self.compare()

    def compare(self) -> list[str]:
        start = time.monotonic()
        settle(self.oracle, self.daemon.socket_path, SETTLE_SECONDS)
        self.settle_seconds = max(self.settle_seconds, time.monotonic() - start)
        found = self.oracle.objections(all_links(self.daemon.socket_path), self.standin.orders())
        found += self.pay()
        return found + self.oracle.objections(all_links(self.daemon.socket_path), self.standin.orders())

    def pay(self) -> list[str]:
        """Every customer pays at the URL that was told."""
        found = []
        for order in self.oracle.orders.values():
            for url in order.urls if not order.is_paid else ():
                status = self.standin.pay(url)
                order.is_paid = status == 200
                if not order.is_paid:
                    found.append(f"{order.order_id} can't be paid at {url}: status {status}")
        return found

    def blind_spots(self) -> list[str]:
        """Breaks what is in order, in two ways; what nobody objects to would not have been seen before either."""
        caller = Caller(self.daemon.socket_path)
        spoilt = self.oracle.new("spoilt-")
        spoilt.note(caller.call("generateLink", spoilt.parameters))
        caller.close()
        self.standin.call("PATCH", f"orders/{spoilt.order_id}", {"status": "cancelled", "exclude_order": True})
        strange = {"order_id": "strange", "currency": "EUR", "amount": 1, "description": "Nobody asked for it"}
        self.standin.call("POST", "orders", strange)
        found = self.oracle.objections(all_links(self.daemon.socket_path), self.standin.orders())
        wanted = [f"{spoilt.order_id} can't be paid", "strange is there, and not here"]
        return [f"nobody noticed: {text}" for text in wanted if not any(text in objection for objection in found)]

    def report(self) -> str:
        orders = self.oracle.orders.values()
        told = sum(bool(order.urls) for order in orders)
        there = self.standin.orders().values()
        posted_again = sum(len(order["pages"]) > 1 for order in there)
        faults = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.counts.items()))
        answers = ", ".join(f"{word} {count}" for word, count in sorted(self.oracle.answer_counts.items()))
        return (
            f"{' '.join(self.standin.fixed)}: {sum(self.faults.counts.values())} rounds ({faults})\n"
            f"  {len(orders)} orders asked for, {told} links acknowledged and paid once, {len(orders) - told} refused; "
            f"{len(there)} orders there, {posted_again} of them posted more than once; {self.line.broken} connections broken\n"
            f"  answers under fire: {answers}; settled within {self.settle_seconds:.1f} s of calm"
        )

    def close(self) -> None:
        self.daemon.kill()
        self.standin.kill()


def rounds_of(position: int, count: int) -> int:
    """An equal share of all rounds for each reading."""
    return count // len(READINGS) + (position < count % len(READINGS))


def run_reading(programs: pathlib.Path, folder: pathlib.Path, reading: list[str], rounds: int, seed: str) -> list[str]:
    run = Run(programs, folder, reading, seed)
    objections: list[str] = []
    try:
        run.start()
        done = 0
        while done < rounds:
            count = min(ROUNDS_AT_ONCE, rounds - done)
            objections += run.strike(count, f"O{done}-")
            done += count
        print(run.report(), flush=True)
        objections += run.blind_spots()
        if run.daemon.stop() != 0:
            objections.append("the daemon did not end well")
        run.daemon.verify()
    finally:
        run.close()
    return objections


def main() -> int:
    programs = pathlib.Path(sys.argv[1]).resolve()
    rounds, seed = int(sys.argv[2]), sys.argv[3]
    start = time.monotonic()
    objections: list[str] = []
    for position, reading in enumerate(READINGS):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="paylink-chaos-"))
        try:
            share = rounds_of(position, rounds)
            found = run_reading(programs, folder, reading, share, f"{seed}-{position}") if share else []
            objections += [f"{' '.join(reading)}: {text}" for text in found]
        finally:
            if objections or sys.exc_info()[0]:
                shutil.copytree(folder, programs.parent / "chaos-failed", dirs_exist_ok=True, ignore=_sockets)
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{rounds} rounds in {time.monotonic() - start:.0f} s, {len(objections)} contradictions")
    for objection in objections[:50]:
        print(f"OBJECTION: {objection}")
    return 1 if objections else 0


def _sockets(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "s"]


sys.exit(main())
