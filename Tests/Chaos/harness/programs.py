"""The daemon and the stand-in as processes that can be killed and started again, and calls to both."""

import http.client
import json
import pathlib
import signal
import socket
import subprocess
import time
import urllib.parse

START_SECONDS = 20
# A call of a site whose service is dead is answered within 33 s.
ANSWER_SECONDS = 60
KEY = "chaos-key-7c1e5b9f"


class Gone(Exception):
    """The other side ended, or ended the connection."""


class Program:
    """One process at a time; its output goes into a file."""

    def __init__(self, log: pathlib.Path):
        self.log = log
        self.process: subprocess.Popen | None = None

    def launch(self, *command: object) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """Ends it at once; once more is harmless."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def wait_until(self, is_ready) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"It did not start:\n{self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.005)


class Daemon(Program):
    """A paylinkd with one site at the payment service."""

    def __init__(self, programs: pathlib.Path, folder: pathlib.Path, api_url: str):
        super().__init__(folder / "paylinkd.log")
        self.folder = folder
        self.programs = programs
        self.socket_path = folder / "s"
        key = folder / "key"
        key.touch(mode=0o600)
        key.write_text(KEY + "\n")
        site = {"issuer": "multisafepay", "environment": "test", "apiUrl": api_url, "apiKeyFile": str(key)}
        (folder / "paylinkd.json").write_text(json.dumps({"sites": {"shop": site}}))

    def start(self) -> None:
        self.socket_path.unlink(missing_ok=True)
        self.launch(
            self.programs / "paylinkd", "--config", self.folder / "paylinkd.json", "--socket", self.socket_path,
            "--state-directory", self.folder / "state",
        )  # fmt: skip
        self.wait_until(self._serves)

    def _serves(self) -> bool:
        try:
            Caller(self.socket_path).close()
            return True
        except Gone:
            return False

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=START_SECONDS)
        self.process = None
        return status

    def verify(self) -> None:
        journal = self.folder / "state" / "journal.jsonl"
        subprocess.run([self.programs / "paylink", "verify", journal], check=True, stdout=subprocess.DEVNULL)


class Caller:
    """Lines of JSON-RPC over the daemon's socket, one at a time."""

    def __init__(self, path: pathlib.Path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(ANSWER_SECONDS)
        try:
            self.socket.connect(str(path))
        except OSError as error:
            self.socket.close()
            raise Gone from error
        self.lines = self.socket.makefile("rb")

    def call(self, method: str, parameters: dict) -> dict:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        try:
            self.socket.sendall(json.dumps(request).encode() + b"\n")
            line = self.lines.readline()
        except TimeoutError as error:
            raise SystemExit(f"No answer within {ANSWER_SECONDS} s to {request}.") from error
        except OSError as error:
            raise Gone from error
        if not line.endswith(b"\n"):
            raise Gone
        return json.loads(line)

    def close(self) -> None:
        self.lines.close()
        self.socket.close()


class Standin(Program):
    """The payment service; its orders outlive it in a file, as the real one's outlive a machine."""

    def __init__(self, programs: pathlib.Path, folder: pathlib.Path, fixed: list[str]):
        super().__init__(folder / "standin.log")
        self.programs = programs
        self.folder = folder
        # The readings that decide what becomes of an order have to stay for its whole life.
        self.fixed = fixed
        self.port = int(subprocess.check_output("Tests/free-port"))

    def start(self, readings: list[str]) -> None:
        self.launch(
            self.programs / "paylink-standin", "multisafepay", "--port", self.port, "--api-key", KEY,
            "--state", self.folder / "orders", *self.fixed, *readings,
        )  # fmt: skip
        self.wait_until(self._serves)

    def _serves(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=START_SECONDS).close()
            return True
        except OSError:
            return False

    def call(self, method: str, path: str, body: dict) -> None:
        """A call of the service past the daemon."""
        status, answer = self.ask(method, f"/v1/json/{path}", json.dumps(body).encode(), {"api_key": KEY})
        if status != 200:
            raise SystemExit(f"The stand-in refuses {method} {path}: {answer.decode()}")

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """A request on a connection of its own, past the broken ones."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request(method, path, body or None, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def orders(self) -> dict[str, dict]:
        _, body = self.ask("GET", "/standin/orders")
        return {order["orderId"]: order for order in json.loads(body)["orders"]}

    def set_faults(self, faults: list[dict]) -> None:
        status, body = self.ask("POST", "/standin/faults", json.dumps(faults).encode())
        if status != 200:
            raise SystemExit(f"The stand-in does not take the faults {faults}: {body.decode()}")

    def pay(self, url: str) -> int:
        """Posts the form of a payment page, as a customer; the status of the answer."""
        parts = urllib.parse.urlsplit(url)
        status, _ = self.ask("POST", f"{parts.path}?{parts.query}", b"outcome=completed")
        return status
