"""One journal on one volume, with what its clients know: what every fault is tried on."""

import os
import random
import subprocess

from .daemon import Connection, Daemon, DaemonGone, all_links
from .load import Load
from .oracle import Oracle
from .place import Place

FAIL_STOP_SECONDS = 1.0
# So many after a fault are enough to tell that it went unnoticed.
LINKS_MAX = 500
PADDING_BYTES = 1 << 20


class Case:
    """Objections are one sentence each; a case without any has kept every promise."""

    def __init__(self, place: Place, kind: str, seed: str, bug: str | None = None):
        self.place = place
        self.kind = kind
        self.seed = seed
        self.environment = {"LD_PRELOAD": str(place.bugs), "PAYLINK_BUG": bug} if bug else {}
        # True for a daemon that writes nothing ahead.
        self.grows = False
        self.choice = random.Random(seed)
        self.oracle = Oracle(self.choice)
        self.objections: list[str] = []
        self.volume = place.volume(kind)
        self.state = self.volume.folder / "state"
        self.journal = self.state / "journal.jsonl"
        self.daemons: list[Daemon] = []

    def __enter__(self) -> "Case":
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        for daemon in self.daemons:
            daemon.close()
        # With a bug the objections are wanted, and need no explanation.
        if self.objections and not self.environment and not self.volume.disk.is_off:
            self.place.keep(self.state)
        self.volume.close()

    def launch(self, *wrapper: str) -> Daemon:
        """Starts a daemon without waiting; the one before it is gone by then."""
        for daemon in self.daemons:
            daemon.close()
        growing = {"LD_PRELOAD": str(self.place.bugs), "PAYLINK_GROWS": "1"} if self.grows else {}
        self.daemons = [self.place.daemon(self.state, self.environment | growing, wrapper)]
        return self.daemons[0]

    def start(self, *wrapper: str) -> Daemon:
        """Starts a daemon that has to come up: E."""
        daemon = self.launch(*wrapper)
        try:
            daemon.wait_until_ready()
        except DaemonGone:
            self.objections.append(f"the daemon did not start: {daemon.log}")
            raise
        return daemon

    def ask(self, daemon: Daemon, link_count: int) -> None:
        """Makes so many links, one after the other; afterwards nothing is under way."""
        connection = Connection(daemon)
        try:
            for _ in range(link_count):
                attempt = self.oracle.next_attempt()
                answer = connection.call("generateLink", attempt.parameters)
                attempt.link = answer.get("result")
                if attempt.link is None:
                    self.objections.append(f"nothing has failed yet, and the answer is {answer}")
        finally:
            connection.close()

    def ask_until_failure(self, daemon: Daemon, connection_count: int) -> None:
        """Makes links until the disk fails, which has to end the daemon."""
        load = Load(self.oracle, connection_count, 1)
        if load.run(daemon, lambda load: load.acknowledged >= LINKS_MAX):
            self.objections.append("the daemon goes on although the disk failed")
        else:
            self.expect_fail_stop(daemon, load)

    def expect_fail_stop(self, daemon: Daemon, load: Load) -> None:
        """Somebody was told, and the daemon ends within a second, and not as if all were well."""
        if load.failure_heard_at is None:
            self.objections.append("nobody heard that the disk had failed")
        try:
            status = daemon.wait(FAIL_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.objections.append(f"the daemon still runs {FAIL_STOP_SECONDS} s after the disk failed")
            return
        if status == 0:
            self.objections.append("the daemon ended well although the disk failed")

    def served(self, daemon: Daemon) -> dict[str, dict]:
        """Every link by its order, after holding them against what is known: A, B and C."""
        connection = Connection(daemon)
        try:
            links = all_links(connection)
        finally:
            connection.close()
        self.objections += self.oracle.objections(links)
        return {link["orderId"]: link for link in links}

    def check(self, daemon: Daemon) -> dict[str, dict]:
        """Everything that must hold after a start; what was under way is asked for again, and acknowledged after it."""
        links = self.served(daemon)
        if not self.volume.disk.is_off:
            self.verify()
        connection = Connection(daemon)
        try:
            for attempt in self.oracle.unknown:
                answer = connection.call("generateLink", attempt.parameters)
                if answer.get("error", {}).get("data", {}).get("kind") == "storageFailed":
                    raise DaemonGone
                self.objections += self.oracle.note_retry(attempt, answer, links)
        finally:
            connection.close()
        return links

    def verify(self) -> None:
        """The chain is valid: D."""
        command = [self.place.release / "paylink", "verify", self.journal]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0 and not self.volume.disk.is_off:
            self.objections.append(f"paylink verify: {done.stdout.strip()} {done.stderr.strip()}")

    def start_and_check(self) -> dict[str, dict]:
        """The usual end: what is on the volume now is right, and the daemon ends well."""
        daemon = self.start()
        links = self.check(daemon)
        if daemon.terminate() != 0:
            self.objections.append(f"the daemon did not end well: {daemon.log}")
        return links

    def pad(self) -> None:
        """Appends empty lines, which mean nothing, as the daemon does: what is written over them the file system may
        tear, and leave holes in, while the end of a growing file it publishes only after the bytes."""
        if not self.journal.exists():
            return
        with open(self.journal, "ab") as file:
            file.write(b"\n" * PADDING_BYTES)
            file.flush()
            os.fsync(file.fileno())

    def cut_now(self) -> None:
        """Power off, power on, with nothing in the system's cache."""
        self.volume.disk.command(f"cut 0 {self.choice.getrandbits(32)}")
        for daemon in self.daemons:
            daemon.close()
        self.volume.restart()
