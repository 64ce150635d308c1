"""usage: python3 -m harness FOLDER PROGRAMS RELEASE CUTS SEED    as root, in a mount namespace of its own"""

import pathlib
import sys
import time
from collections.abc import Callable

from . import bugs, cost, faults, pressure
from .case import Case
from .cuts import run_cuts
from .daemon import DaemonGone
from .place import Place
from .storage import FILE_SYSTEMS, Disk, run

ROWS: list[tuple[str, Callable[[Case, int], None], tuple[int, ...]]] = [
    ("W2", faults.write_error, (0, 5, 20)),
    ("W3", faults.flush_error, (0, 5, 20)),
    ("R5", faults.phantom, (2, 5, 20)),
    ("R4", faults.read_error, (0, 20, 39)),
    ("C5", faults.interrupted_recovery, (3, 10)),
    ("W6", pressure.full_disk, (0, 1)),
    ("W9", pressure.slow_disk, (0,)),
    ("P1", cost.flushes_per_commit, (0, 1)),
]


def report_cuts(place: Place, cut_count: int, seed: str) -> list[str]:
    start = time.monotonic()
    tally = run_cuts(place, FILE_SYSTEMS, cut_count, seed)
    lost = sum("is lost" in objection for objection in tally.objections)
    counts = ", ".join(f"{kind} {count}" for kind, count in tally.cuts.items())
    print(
        f"{tally.cut_count} power cuts in {time.monotonic() - start:.0f} s ({counts}); {tally.by_ioctl} by ioctl, "
        f"{tally.early} before the daemon was ready or checked; {tally.torn} torn ends\n"
        f"  {tally.acknowledged} links acknowledged, {lost} lost; "
        f"{tally.under_way} under way at a cut, {tally.survived} of them there afterwards",
        *tally.objections,
        sep="\n  ",
        flush=True,
    )
    return tally.objections


def report_faults(place: Place, seed: str) -> list[str]:
    objections = []
    for row, fault, positions in ROWS:
        start = time.monotonic()
        found = []
        for kind in FILE_SYSTEMS:
            for position in positions:
                with Case(place, kind, f"{seed}-{row}-{position}") as case:
                    try:
                        fault(case, position)
                    except DaemonGone:
                        case.objections.append("the daemon went when it should not")
                    found += [f"{row} on {kind} at {position}: {objection}" for objection in case.objections]
        verdict = "FAILED" if found else "kept"
        count = len(FILE_SYSTEMS) * len(positions)
        print(f"  {row}  {count} runs in {time.monotonic() - start:.0f} s, {verdict}", *found, sep="\n    ", flush=True)
        objections += found
    return objections


def main() -> int:
    folder, programs, release = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    cut_count, seed = int(sys.argv[4]), sys.argv[5]
    run("mount", "-t", "tmpfs", "none", folder)
    place = Place(folder, programs, release, Disk(programs / "disk", folder / "disk"))
    objections = report_cuts(place, cut_count, seed)
    print("Faults of the disk:")
    objections += report_faults(place, seed)
    print("Seeded bugs:")
    objections += bugs.report(place, seed)
    place.disk.close()
    for objection in objections:
        print(f"OBJECTION: {objection}")
    return 1 if objections else 0


sys.exit(main())
