"""What systemd does for the daemon: holds its socket, starts it on a connection, and hears when it is ready."""

import json
import os
import select
import signal
import socket
import subprocess
import time

# The socket becomes descriptor 3, and the process that executes the daemon is the one that it is meant for.
ACTIVATE = 'exec 3<&"$1" && shift && LISTEN_PID=$$ exec "$@"'


class Manager:
    """One socket, and the daemon behind it, if there is one."""

    def __init__(self, programs, folder, settings):
        self.program = os.path.join(programs, "paylinkd")
        self.folder = folder
        self.path = os.path.join(folder, "socket")
        os.makedirs(os.path.join(folder, "state"), mode=0o700)
        with open(os.path.join(folder, "paylinkd.json"), "w") as file:
            json.dump(settings, file)
        self.log = open(os.path.join(folder, "log"), "ab")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(4096)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(os.path.join(folder, "notices"))
        self.daemon = None
        self.ready_at = None

    def await_caller(self, seconds):
        """Whether somebody connects in time."""
        return bool(select.select([self.listener], [], [], seconds)[0])

    def start(self):
        """Starts a daemon, which is not ready yet."""
        self._drop_notices()
        self.ready_at = None
        options = ["--config", f"{self.folder}/paylinkd.json", "--state-directory", f"{self.folder}/state"]
        descriptor = self.listener.fileno()
        self.daemon = subprocess.Popen(
            ["bash", "-c", ACTIVATE, "bash", str(descriptor), self.program, *options],
            pass_fds=[descriptor],
            stderr=self.log,
            env={"PATH": os.environ["PATH"], "LISTEN_FDS": "1", "NOTIFY_SOCKET": f"{self.folder}/notices"},
        )

    def await_ready(self, seconds=30):
        """Waits for READY=1, and notes when it came."""
        end = time.monotonic() + seconds
        while select.select([self.notices], [], [], max(0, end - time.monotonic()))[0]:
            if b"READY=1" in self.notices.recv(4096):
                self.ready_at = time.monotonic()
                return
        raise Failure(f"the daemon was not ready within {seconds} s")

    def stop(self):
        """Ends the daemon as systemd does, and returns how long that took."""
        start = time.monotonic()
        self.daemon.send_signal(signal.SIGTERM)
        self._ended(self.await_end(20))
        return time.monotonic() - start

    def await_end(self, seconds):
        """The daemon's status, which is None if it has not ended in time."""
        try:
            return self.daemon.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def _ended(self, status):
        self._look_for_ready()
        # One that is not ready yet has accepted nobody, and may be ended by the signal itself.
        if status == 0 or (status == -signal.SIGTERM and self.ready_at is None):
            return
        raise Failure(f"the daemon ended with {status}" if status is not None else "the daemon did not end within 20 s")

    def _look_for_ready(self):
        while self.ready_at is None and select.select([self.notices], [], [], 0)[0]:
            if b"READY=1" in self.notices.recv(4096):
                self.ready_at = time.monotonic()

    def _drop_notices(self):
        while select.select([self.notices], [], [], 0)[0]:
            self.notices.recv(4096)

    def close(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        self.listener.close()


class Failure(Exception):
    """Something that must not happen."""
