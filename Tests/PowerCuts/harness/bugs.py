"""The seeded bugs that only a real file system shows: a harness that was never seen failing proves nothing."""

from collections.abc import Callable

from . import faults
from .case import Case
from .cuts import run_cuts
from .daemon import DaemonGone
from .place import Place
from .storage import FILE_SYSTEMS

CUTS_MAX = 30
# A cut may happen to keep everything.
TRIES_MAX = 8

BUGS: dict[str, tuple[str, Callable[[Case, int], None] | None, int]] = {
    "late-sync": ("C3, C4", None, 0),
    "no-sync": ("C3, C4", None, 0),
    "retried-sync": ("W2", faults.write_error, 20),
    "ignored-sync": ("W2", faults.write_error, 20),
    "read-error-is-end": ("R4", faults.read_error, 20),
    "no-rewrite": ("R5", faults.phantom, 5),
}


def objections_with(place: Place, bug: str, kind: str, seed: str) -> list[str]:
    """What the harness says about a daemon with the bug."""
    _, fault, position = BUGS[bug]
    if fault is None:
        return run_cuts(place, (kind,), CUTS_MAX, seed, bug).objections
    for number in range(TRIES_MAX):
        with Case(place, kind, f"{seed}-{number}", bug) as case:
            try:
                fault(case, position)
            except DaemonGone:
                pass
            if case.objections:
                return case.objections
    return []


# A start after a crash replaces the file of keys. Where the system has begun to write the journal's dirty pages by then
# (dropping the cache begins it), the flush of that file takes them along, and leaving the rewrite out loses nothing. So
# this bug shows on btrfs alone, and in the simulated disk of JournalTests.
SHOWN_ON: dict[str, tuple[str, ...]] = {"no-rewrite": ("btrfs",)}


def report(place: Place, seed: str) -> list[str]:
    """Prints a line for each bug and file system; returns those that went unnoticed."""
    missed = []
    for bug, (rows, _, _) in BUGS.items():
        for kind in SHOWN_ON.get(bug, FILE_SYSTEMS):
            found = objections_with(place, bug, kind, seed)
            verdict = f"caught: {found[0][:90]}" if found else "NOT CAUGHT"
            print(f"  {bug:18} {kind:6} {rows:7} {verdict}", flush=True)
            if not found:
                missed.append(f"{bug} on {kind} went unnoticed")
    return missed
