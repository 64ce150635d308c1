"""A paylinkd of the release build on a volume, and connections to it."""

import json
import os
import pathlib
import select
import signal
import socket
import subprocess

START_SECONDS = 20
ANSWER_SECONDS = 20


class DaemonGone(Exception):
    """The daemon ended, or ended the connection."""


class Daemon:
    """Started at once; `wait_until_ready` tells whether it serves."""

    def __init__(
        self,
        program: pathlib.Path,
        state: pathlib.Path,
        place: pathlib.Path,
        environment: dict[str, str],
        wrapper: tuple[str, ...],
    ):
        self.socket_path = place / "s"
        self.log_path = place / "stderr"
        notice_path = place / "notices"
        for path in (self.socket_path, notice_path):
            path.unlink(missing_ok=True)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(str(notice_path))
        command = [*wrapper, program, "--state-directory", state, "--socket", self.socket_path]
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"NOTIFY_SOCKET": str(notice_path)} | environment,
            )
        # Readable once it has ended; none when this was closed.
        self.end: int | None = os.pidfd_open(self.process.pid)

    def wait_until_ready(self) -> None:
        while True:
            ready, _, _ = select.select([self.notices, self.end], [], [], START_SECONDS)
            if self.notices in ready and b"READY=1" in self.notices.recv(4096):
                return
            if self.notices not in ready:
                raise DaemonGone

    def wait(self, seconds: float) -> int:
        """Waits for the end and returns the exit status."""
        return self.process.wait(timeout=seconds)

    def terminate(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.wait(START_SECONDS)

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace").strip()

    def close(self) -> None:
        """Kills it if it still runs, and waits until it is gone; once more is harmless."""
        if self.end is None:
            return
        self.process.kill()
        self.process.wait()
        os.close(self.end)
        self.end = None
        self.notices.close()


class Connection:
    """Lines of JSON-RPC over the socket; answers come in the order of the requests."""

    def __init__(self, daemon: Daemon):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(ANSWER_SECONDS)
        self.unread = b""
        try:
            self.socket.connect(str(daemon.socket_path))
        except OSError as error:
            raise DaemonGone from error

    def fileno(self) -> int:
        return self.socket.fileno()

    def send(self, method: str, parameters: dict) -> None:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        try:
            self.socket.sendall(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise DaemonGone from error

    def receive_some(self) -> list[dict]:
        """The answers that are here, after waiting for some bytes."""
        try:
            bytes_read = self.socket.recv(1 << 20)
        except OSError as error:
            raise DaemonGone from error
        if not bytes_read:
            raise DaemonGone
        *lines, self.unread = (self.unread + bytes_read).split(b"\n")
        return [json.loads(line) for line in lines]

    def call(self, method: str, parameters: dict) -> dict:
        """Sends one request and returns its answer; nothing else may be under way."""
        self.send(method, parameters)
        while True:
            answers = self.receive_some()
            if answers:
                return answers[0]

    def close(self) -> None:
        self.socket.close()


def all_links(connection: Connection) -> list[dict]:
    """Every page of listLinks."""
    links: list[dict] = []
    cursor = None
    while True:
        parameters = {"limit": 500} | ({"cursor": cursor} if cursor else {})
        page = connection.call("listLinks", parameters)["result"]
        links += page["links"]
        cursor = page["nextCursor"]
        if cursor is None:
            return links
