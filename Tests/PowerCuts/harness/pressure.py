"""A disk that is full, slow or frozen: it works, but not as one would like."""

import os
import time

from .case import Case
from .cost import PADDED_KINDS
from .daemon import Connection, Daemon, DaemonGone
from .load import Load
from .storage import run

MEBIBYTE = 1 << 20


def full_disk(case: Case, grows: int) -> None:
    """W6: nearly no room is left. Over padding it goes on to the padding's end; then, and at once where there is none,
    changes are refused and nothing is recorded, links are read, and it goes on when there is room again."""
    case.grows = bool(grows)
    daemon = case.start()
    case.ask(daemon, 10)
    connection = Connection(daemon)
    ballast = case.volume.folder / "ballast"
    with open(ballast, "wb") as file:
        free = os.statvfs(case.volume.folder)
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - 8 * MEBIBYTE)
    # What the daemon knows of the free space is old by then.
    time.sleep(1.1)
    made_before = case.oracle.acknowledged_count
    if not _ask_until(case, connection, "storageFull"):
        case.objections.append("the daemon goes on although the disk is full")
    made = case.oracle.acknowledged_count - made_before
    # How much is left, btrfs itself only knows later.
    if case.kind in PADDED_KINDS and (made > 0) == case.grows:
        case.objections.append(f"{made} links were made on a full disk")
    before = case.journal.read_bytes()
    if len(case.served(daemon)) < 10:
        case.objections.append("links are not read any more")
    ballast.unlink()
    # btrfs gives the room back with its next commit.
    run("sync", "--file-system", case.volume.folder)
    if case.journal.read_bytes() != before:
        case.objections.append("something was recorded on a full disk")
    if not _ask_until(case, connection, None):
        case.objections.append("the daemon does not go on although there is room")
    connection.close()
    daemon.terminate()
    case.start_and_check()


def slow_disk(case: Case, _: int) -> None:
    """W9: each flush takes 100 ms, then the file system is frozen. Nothing is acknowledged before its sync, one sync
    acknowledges many, and after the stall everyone gets an answer."""
    daemon = case.start()
    case.ask(daemon, 1)
    case.volume.disk.command("slow 100")
    before = int(case.volume.disk.figures()["flushes"])
    start = time.monotonic()
    first: list[float] = []

    def is_enough(load: Load) -> bool:
        if load.acknowledged and not first:
            first.append(time.monotonic() - start)
        return load.acknowledged >= 256

    Load(case.oracle, 64, 1).run(daemon, is_enough)
    flushes = int(case.volume.disk.figures()["flushes"]) - before
    if not first or first[0] < 0.1:
        case.objections.append(f"acknowledged after {first} s although a flush takes 0.1 s")
    if flushes > 256 // 8:
        case.objections.append(f"{flushes} flushes for 256 links of 64 connections")
    case.volume.disk.command("heal")
    _expect_patience(case, daemon)
    case.start_and_check()


def _expect_patience(case: Case, daemon: Daemon) -> None:
    run("fsfreeze", "--freeze", case.volume.folder)
    connection = Connection(daemon)
    attempt = case.oracle.next_attempt()
    try:
        connection.send("generateLink", attempt.parameters)
        connection.socket.settimeout(1)
        try:
            connection.receive_some()
            case.objections.append("something was acknowledged on a frozen file system")
        except DaemonGone:
            # The second is over.
            pass
    finally:
        run("fsfreeze", "--unfreeze", case.volume.folder)
    connection.socket.settimeout(10)
    answers = connection.receive_some()
    if "result" not in answers[0]:
        case.objections.append(f"after a stall: {answers}")
    attempt.link = answers[0].get("result")
    connection.close()
    daemon.terminate()


def _ask_until(case: Case, connection: Connection, kind: str | None) -> bool:
    """Asks for links until one is refused so (or, for none, until one is made), for five seconds at most."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        attempt = case.oracle.next_attempt()
        answer = connection.call("generateLink", attempt.parameters)
        attempt.link = answer.get("result")
        refusal = answer["error"]["data"]["kind"] if attempt.link is None else None
        if refusal == "storageFull":
            # Refused beforehand, so it must not be there.
            del case.oracle.attempts[attempt.parameters["orderId"]]
        if refusal == kind:
            return True
    return False
