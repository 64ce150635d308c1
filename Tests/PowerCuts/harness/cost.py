"""What a commit costs the device, in cache flushes: an exact figure on any machine, unlike time (P1)."""

from .case import Case
from .load import Load

COMMITS = 200
# One for the data and one for the file's size; a rest for what the file system does of its own accord.
GROWING_MAX = 2.05
# The size stays, except where the next stretch of empty lines is written.
PADDED_MAX = 1.05
PADDED_KINDS = ("ext4", "xfs")


def flushes_per_commit(case: Case, grows: int) -> None:
    """P1: one connection, so every link is a commit of its own; over padding, and with a file that grows."""
    case.grows = bool(grows)
    allowed = GROWING_MAX if case.grows or case.kind not in PADDED_KINDS else PADDED_MAX
    daemon = case.start()
    case.ask(daemon, 10)
    before = case.volume.flush_count()
    load = Load(case.oracle, 1, 1)
    load.run(daemon, lambda load: load.acknowledged >= COMMITS)
    # The request that was sent behind the last answer is a commit too, perhaps under way.
    ratio = (case.volume.flush_count() - before) / (COMMITS + 1)
    print(f"        {case.kind}: {ratio:.2f} flushes a commit, at most {allowed} are due")
    if ratio > allowed:
        case.objections.append(f"{ratio:.2f} flushes a commit, at most {allowed} are due")
    daemon.terminate()
