"""What is done in a round: one fault, and its end."""

import random
import time
from collections.abc import Callable

from .line import Line
from .programs import Daemon, Standin

# Slower than a daemon waits before it posts again, a late order would be no fault of the daemon's.
SLOW_MILLISECONDS_MAX = 500
SERVICE_FAULTS = ["slow", "late", "lost", "unheard", "cut", "html", "empty", "mute", "other", "error", "redirect", "hole"]


class Faults:
    """Chooses by a seed and counts."""

    def __init__(self, daemon: Daemon, standin: Standin, line: Line, seed: str):
        self.daemon = daemon
        self.standin = standin
        self.line = line
        self.choice = random.Random(seed)
        self.counts: dict[str, int] = {}
        self.kinds: list[tuple[Callable[[], None], int]] = [
            (self.kill_daemon, 30), (self.kill_standin, 15), (self.kill_both, 5), (self.cut_line, 15),
            (self.doom_line, 15), (self.swallow, 5), (self.refuse, 5), (self.spoil_answers, 25),
        ]  # fmt: skip

    def strike(self) -> None:
        """One fault at a random moment; it is over when this returns, but for what it has broken."""
        self._pause(0.3)
        kinds, weights = zip(*self.kinds)
        kind = self.choice.choices(kinds, weights)[0]
        self.counts[kind.__name__] = self.counts.get(kind.__name__, 0) + 1
        kind()

    def readings(self) -> list[str]:
        """What may differ from one start of the service to the next."""
        options = {
            "--errors": ["status", "ok"], "--unused-link": ["full", "bare"], "--digits": ["number", "text"],
            "--empty": ["object", "array"], "--transaction-id": ["number", "text"], "--cancel-dead": ["refuse", "ignore"],
        }  # fmt: skip
        return [word for name, words in options.items() for word in (name, self.choice.choice(words))]

    def kill_daemon(self) -> None:
        self.daemon.kill()
        self.daemon.start()

    def kill_standin(self) -> None:
        self.standin.kill()
        self._pause(0.3)
        self.standin.start(self.readings())

    def kill_both(self) -> None:
        self.standin.kill()
        self.daemon.kill()
        self.daemon.start()
        self._pause(0.2)
        self.standin.start(self.readings())

    def cut_line(self) -> None:
        self.line.cut()

    def doom_line(self) -> None:
        """New connections break by themselves, in the middle of a request or of an answer."""
        self.line.doomed_percent = 60
        self.line.cut()
        self._pause(0.6)
        self.line.doomed_percent = 0
        self.line.cut()

    def swallow(self) -> None:
        """Bytes go nowhere for a while."""
        self.line.mode = "swallow"
        self._pause(0.5)
        self.line.cut()
        self.line.mode = "pass"

    def refuse(self) -> None:
        self.line.mode = "refuse"
        self.line.cut()
        self._pause(0.5)
        self.line.mode = "pass"

    def spoil_answers(self) -> None:
        """The service itself misbehaves; what hangs is cut at the end."""
        kinds = self.choice.sample(SERVICE_FAULTS, 3)
        call = self.choice.choice(["create", "create", "look", "any"])
        milliseconds = self.choice.randint(1, SLOW_MILLISECONDS_MAX)
        self.standin.set_faults([{"call": call, "kind": kind, "ms": milliseconds, "percent": 30} for kind in kinds])
        self._pause(0.8)
        self.standin.set_faults([])
        self.line.cut()

    def _pause(self, seconds: float) -> None:
        time.sleep(self.choice.random() * seconds)
