"""The rows of the fault matrix that need a disk of their own, beyond the power cuts; proto-docs/faults.md has them all."""

import os
import pathlib
import time

from .case import Case
from .daemon import Connection, DaemonGone
from .load import Load
from .storage import run

MEBIBYTE = 1 << 20


def write_error(case: Case, position: int) -> None:
    """W2, R5: the kernel can't write one batch, the fault clears, the daemon starts again on the same mount, and then
    the power goes. Exactly one sync fails, nothing is written after it, and what was served in between is still there."""
    trace = case.place.folder / "trace"
    daemon = case.start("strace", "-D", "-f", "-qq", "-e", "trace=pwrite64,fdatasync", "-o", str(trace))
    if position > 0:
        case.ask(daemon, position)
    case.volume.disk.command(f'fail writes order-{len(case.oracle.attempts) + 3}"')
    case.ask_until_failure(daemon, 8)
    _expect_nothing_after_failed_sync(case, trace)
    case.volume.disk.command("heal")
    links = case.check(case.start())
    _expect_still_there(case, links)


def flush_error(case: Case, position: int) -> None:
    """W3: the disk can't flush its cache once. The file system may have gone read-only by that; then the daemon says so."""
    daemon = case.start()
    if position > 0:
        case.ask(daemon, position)
    case.volume.disk.command("fail flushes 1")
    case.ask_until_failure(daemon, 8)
    again = case.launch()
    try:
        again.wait_until_ready()
        _expect_still_there(case, case.check(again))
    except DaemonGone:
        if "Could not" not in again.log:
            case.objections.append(f"the daemon does not say what is wrong: {again.log}")
        case.cut_now()
        case.start_and_check()


def phantom(case: Case, sync: int) -> None:
    """R5: the process dies between write and sync, so that the next one finds the batch in the cache alone."""
    daemon = case.start("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=fdatasync:signal=KILL:when={sync}")
    Load(case.oracle, 4, 1).run(daemon)
    _expect_still_there(case, case.served(case.start()))


def read_error(case: Case, position: int) -> None:
    """R4: a sector of the journal can't be read. The start is refused, and not a byte is changed."""
    daemon = case.start()
    case.ask(daemon, 40)
    daemon.terminate()
    before = case.journal.read_bytes()
    _forget_cache(case)
    case.volume.disk.command(f'fail reads order-{position}"')
    daemon = case.launch()
    try:
        daemon.wait_until_ready()
        case.objections.append("the daemon started although its journal can't be read")
    except DaemonGone:
        if "Could not read" not in daemon.log:
            case.objections.append(f"the daemon does not say what is wrong: {daemon.log}")
    daemon.close()
    case.volume.disk.command("heal")
    _forget_cache(case)
    if case.journal.read_bytes() != before:
        case.objections.append("the journal was changed")
    case.start_and_check()


def interrupted_recovery(case: Case, position: int) -> None:
    """C5: the power goes at each flush of a recovery in turn. In the end two starts leave the same bytes."""
    daemon = case.start()
    case.volume.disk.command(f"cut {position} {case.choice.getrandbits(32)}")
    Load(case.oracle, 8, 1).run(daemon)
    daemon.close()
    case.volume.restart()
    for flush in range(1, 100):
        case.volume.disk.command(f"cut {flush} {case.choice.getrandbits(32)}")
        daemon = case.launch()
        try:
            daemon.wait_until_ready()
            break
        except DaemonGone:
            if not case.volume.disk.is_off:
                case.objections.append(f"the daemon did not start: {daemon.log}")
                return
            daemon.close()
            case.volume.restart()
    case.cut_now()
    contents = []
    for _ in range(2):
        case.start()
        # The next start kills this daemon, so there is no seal between the two.
        contents.append(case.journal.read_bytes())
    if contents[0] != contents[1]:
        case.objections.append("two recoveries of the same journal left different bytes")
    case.start_and_check()


def full_disk(case: Case, _: int) -> None:
    """W6: nearly no room is left. Changes are refused and nothing is recorded, links are still read, and it goes on when
    there is room again."""
    daemon = case.start()
    case.ask(daemon, 10)
    connection = Connection(daemon)
    ballast = case.volume.folder / "ballast"
    with open(ballast, "wb") as file:
        free = os.statvfs(case.volume.folder)
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - 8 * MEBIBYTE)
    if not _ask_until(case, connection, "storageFull"):
        case.objections.append("the daemon goes on although the disk is full")
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


def _expect_patience(case: Case, daemon) -> None:
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


def _expect_nothing_after_failed_sync(case: Case, trace: pathlib.Path) -> None:
    calls = [line for line in trace.read_text().splitlines() if " = " in line]
    failed = [number for number, line in enumerate(calls) if "fdatasync" in line and "= -1" in line]
    if len(failed) != 1 or failed[0] != len(calls) - 1:
        case.objections.append(f"after a failed sync: {calls[failed[0]:] if failed else 'no sync failed'}")


def _expect_still_there(case: Case, links: dict[str, dict]) -> None:
    """What has been served survives a power cut without any further sync."""
    case.cut_now()
    now = case.served(case.start())
    lost = [order for order, link in links.items() if now.get(order) != link]
    if lost:
        case.objections.append(f"served and then lost: {', '.join(lost)}")
    case.daemons[0].close()
    case.start_and_check()


def _forget_cache(case: Case) -> None:
    case.volume.unmount()
    case.volume.mount()
