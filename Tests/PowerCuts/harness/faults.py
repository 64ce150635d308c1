"""Errors of the disk, and what the cache makes of them: rows of proto-docs/faults.md beyond the power cuts."""

import pathlib

from .case import Case
from .daemon import DaemonGone
from .load import Load


def write_error(case: Case, position: int) -> None:
    """W2, R5: the kernel can't write one batch, the fault clears, the daemon starts again on the same mount, and then
    the power goes. One sync fails, nothing is written after it, and what was served in between is still there."""
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
    """W3: the disk can't flush its cache once. If the file system has gone read-only by that, the daemon says so."""
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
    kill = f"inject=fdatasync:signal=KILL:when={sync}"
    daemon = case.start("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", kill)
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
