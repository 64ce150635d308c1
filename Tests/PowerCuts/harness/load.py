"""Connections that ask for links until the daemon is gone, or until somebody says that it is enough."""

import select
import time
from collections import deque
from collections.abc import Callable

from .daemon import Connection, Daemon, DaemonGone
from .oracle import Attempt, Oracle


class Load:
    """So many connections with so many requests under way on each."""

    def __init__(self, oracle: Oracle, connection_count: int, window: int):
        self.oracle = oracle
        self.connection_count = connection_count
        self.window = window
        self.acknowledged = 0
        # When somebody first heard that the disk had failed.
        self.failure_heard_at: float | None = None

    def run(self, daemon: Daemon, is_enough: Callable[["Load"], bool] = lambda load: False) -> bool:
        """Asks and listens; true when it was enough, false when the daemon went first."""
        waiting: dict[Connection, deque[Attempt]] = {}
        try:
            for _ in range(self.connection_count):
                connection = Connection(daemon)
                waiting[connection] = deque()
            for connection in list(waiting):
                self._send(connection, waiting, self.window)
            while waiting:
                ready, _, _ = select.select(list(waiting), [], [], 20)
                if not ready:
                    raise SystemExit("The daemon neither answers nor ends.")
                for connection in ready:
                    self._receive(connection, waiting)
                    # Between two answers, so that every acknowledgement before the fault has been noted.
                    if is_enough(self):
                        return True
            return False
        except DaemonGone:
            return False
        finally:
            for connection in waiting:
                connection.close()

    def _receive(self, connection: Connection, waiting: dict[Connection, deque[Attempt]]) -> None:
        try:
            answers = connection.receive_some()
        except DaemonGone:
            connection.close()
            del waiting[connection]
            return
        for answer in answers:
            self._note(waiting[connection].popleft(), answer)
        self._send(connection, waiting, len(answers))

    def _send(self, connection: Connection, waiting: dict[Connection, deque[Attempt]], count: int) -> None:
        for _ in range(count):
            attempt = self.oracle.next_attempt()
            waiting[connection].append(attempt)
            try:
                connection.send("generateLink", attempt.parameters)
            except DaemonGone:
                # What it had answered before it went can still be read.
                return

    def _note(self, attempt: Attempt, answer: dict) -> None:
        if "result" in answer:
            attempt.link = answer["result"]
            self.acknowledged += 1
        elif self.failure_heard_at is None:
            self.failure_heard_at = time.monotonic()
