"""The line between the daemon and the service: a TCP proxy that delays, cuts and swallows."""

import random
import select
import socket
import threading
import time


class Line:
    """Passes connections on; some are doomed from their beginning, and all can be cut at once."""

    def __init__(self, port: int, seed: str):
        self.target = port
        self.choice = random.Random(seed)
        self.lock = threading.Lock()
        self.open: set[socket.socket] = set()
        # "pass", "refuse" or "swallow"
        self.mode = "pass"
        # How many of a hundred connections break by themselves.
        self.doomed_percent = 0
        self.broken = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Ends every connection, mid-word if need be."""
        with self.lock:
            ends = list(self.open)
            self.broken += len(ends) // 2
        for end in ends:
            _reset(end)

    def _accept(self) -> None:
        while True:
            near, _ = self.listener.accept()
            if self.mode == "refuse":
                _reset(near)
                near.close()
                continue
            with self.lock:
                doom = self._doom()
            threading.Thread(target=self._relay, args=(near, doom), daemon=True).start()

    def _doom(self) -> tuple[int, int, float]:
        """After so many bytes there and back it breaks, and every piece of a doomed one is late."""
        if self.choice.random() * 100 >= self.doomed_percent:
            return 1 << 60, 1 << 60, 0
        delay = self.choice.choice([0, 0, 0.02, 0.2])
        if self.choice.random() < 0.4:
            return self.choice.randint(0, 900), 1 << 60, delay
        return 1 << 60, self.choice.randint(0, 1200), delay

    def _relay(self, near: socket.socket, doom: tuple[int, int, float]) -> None:
        there, back, delay = doom
        far = None
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            with self.lock:
                self.open |= {near, far}
            left = {near: there, far: back}
            while True:
                ready, _, _ = select.select([near, far], [], [], 60)
                for source in ready:
                    piece = source.recv(1 << 16)
                    if not piece:
                        return
                    if self.mode == "swallow":
                        continue
                    time.sleep(delay)
                    (far if source is near else near).sendall(piece[: left[source]])
                    left[source] -= len(piece)
                    if left[source] <= 0:
                        with self.lock:
                            self.broken += 1
                        return
        except (OSError, ValueError):
            return
        finally:
            with self.lock:
                self.open -= {near, far}
            for end in (near, far):
                if end is not None:
                    end.close()


def _reset(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
