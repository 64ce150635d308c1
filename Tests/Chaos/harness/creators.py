"""Callers that ask for links, one after the other, until they are stopped."""

import pathlib
import random
import threading
import time

from .oracle import Oracle, Order
from .programs import Caller, Gone

# Then an order is left to the daemon, and asked for again when everything is calm.
ATTEMPTS_MAX = 4


class Creators:
    """So many threads with a connection each."""

    def __init__(self, oracle: Oracle, socket_path: pathlib.Path, prefix: str, seed: str, count: int):
        self.oracle = oracle
        self.socket_path = socket_path
        self.prefix = prefix
        self.is_over = threading.Event()
        self.failures: list[BaseException] = []
        self.threads = [
            threading.Thread(target=self._run, args=(random.Random(f"{seed}-{number}"),), daemon=True)
            for number in range(count)
        ]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Waits until every call that is under way has been answered."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]

    def _run(self, choice: random.Random) -> None:
        caller = None
        try:
            while not self.is_over.is_set():
                # Some are asked for by two at once, as a shop does whose customer clicks twice.
                newest = self.oracle.newest() if choice.random() < 0.2 else None
                order = newest or self.oracle.new(self.prefix)
                caller = self._ask(order, caller, choice)
                self.is_over.wait(choice.random() * 0.05)
        except BaseException as failure:  # noqa: BLE001 It is raised again where everything is stopped.
            self.failures.append(failure)
        finally:
            if caller is not None:
                caller.close()

    def _ask(self, order: Order, caller: Caller | None, choice: random.Random) -> Caller | None:
        for _ in range(ATTEMPTS_MAX):
            try:
                caller = caller or Caller(self.socket_path)
                answer = caller.call("generateLink", order.parameters)
                self.oracle.count(answer)
                order.note(answer)
                if order.is_settled:
                    return caller
            except Gone:
                if caller is not None:
                    caller.close()
                caller = None
            if self.is_over.wait(choice.random() * 0.3):
                break
        return caller


def settle(oracle: Oracle, socket_path: pathlib.Path, seconds: float) -> dict[str, dict]:
    """Asks for every order again, with its key, until none is pending; the last answer to each."""
    deadline = time.monotonic() + seconds
    caller = Caller(socket_path)
    answers: dict[str, dict] = {}
    left = list(oracle.orders.values())
    while left:
        open_orders = []
        for order in left:
            answer = caller.call("generateLink", order.parameters)
            order.note(answer)
            answers[order.order_id] = answer
            if not order.is_settled:
                open_orders.append(order)
        left = open_orders
        if left and time.monotonic() > deadline:
            names = ", ".join(order.order_id for order in left[:5])
            raise SystemExit(f"After {seconds} s {len(left)} are not settled, as {names}: {answers[left[0].order_id]}")
        time.sleep(0.2 if left else 0)
    caller.close()
    return answers


def all_links(socket_path: pathlib.Path) -> list[dict]:
    """Every page of listLinks."""
    caller = Caller(socket_path)
    links: list[dict] = []
    cursor = None
    while True:
        parameters = {"limit": 500} | ({"cursor": cursor} if cursor else {})
        page = caller.call("listLinks", parameters)["result"]
        links += page["links"]
        cursor = page["nextCursor"]
        if cursor is None:
            caller.close()
            return links
