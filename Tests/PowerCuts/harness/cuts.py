"""Power cuts under load (C3, C4) and during recovery (C5), life after life of one journal."""

from dataclasses import dataclass, field

from .case import Case
from .daemon import Daemon, DaemonGone
from .load import Load
from .place import Place

# After so many cuts a new file system and a new journal, so that no check takes long.
CUTS_PER_VOLUME = 10
# So many cuts hit a write over padding, or else the disk does not tear.
CUTS_WITHOUT_TEAR_MAX = 100
CONNECTION_COUNTS = (1, 8, 64)
WINDOWS = (1, 4)
# More than the connections can have acknowledged before the flush at which the power goes.
LINKS_MAX = 12_000


@dataclass
class Tally:
    """What a run of cuts has come to."""

    cuts: dict[str, int] = field(default_factory=dict)
    by_ioctl: int = 0
    # Cuts before the daemon was ready or while its answers were being checked.
    early: int = 0
    # Starts that cut off a torn end.
    torn: int = 0
    acknowledged: int = 0
    # Links that were under way when the power went, and how many of them were there afterwards.
    under_way: int = 0
    survived: int = 0
    objections: list[str] = field(default_factory=list)

    @property
    def cut_count(self) -> int:
        return sum(self.cuts.values())


class Story:
    """One journal through several power cuts."""

    def __init__(self, case: Case, tally: Tally):
        self.case = case
        self.tally = tally

    def run(self, cut_count: int) -> None:
        case = self.case
        try:
            for _ in range(cut_count):
                if case.objections:
                    return
                self._live()
            self.case.start_and_check()
        except DaemonGone:
            case.objections.append("the daemon went although nothing failed")
        finally:
            if case.objections:
                case.objections.append(f"({case.kind}, story {case.seed}, files in {case.place.kept})")
            self.tally.objections += case.objections
            self.tally.acknowledged += case.oracle.acknowledged_count

    def _live(self) -> None:
        """From a start to the next power cut, wherever that hits."""
        case = self.case
        way = self._choose_way()
        case.grows = case.choice.random() < 0.3
        if case.choice.random() < 0.3:
            case.pad()
        if way == "flush" and case.choice.random() < 0.3:
            # Before the daemon starts, and soon: most of these hit its recovery.
            self._arm(case.choice.randint(1, 5))
        daemon = case.launch()
        try:
            daemon.wait_until_ready()
            self._check(daemon)
            self._load(daemon, way)
        except DaemonGone:
            self.tally.early += 1
        self.tally.torn += "torn end" in daemon.log
        # The daemon has to be gone because of the cut and nothing else.
        if not case.volume.is_shut_down and not case.volume.disk.is_off:
            case.objections.append(f"the daemon ended by itself: {daemon.log}")
        daemon.close()
        case.volume.restart()
        self.tally.cuts[case.kind] = self.tally.cuts.get(case.kind, 0) + 1

    def _check(self, daemon: Daemon) -> None:
        unknown = self.case.oracle.unknown
        links = self.case.check(daemon)
        self.tally.under_way += len(unknown)
        self.tally.survived += sum(attempt.parameters["orderId"] in links for attempt in unknown)

    def _choose_way(self) -> str:
        """How the power goes: instead of some flush, at some moment, or (as the file system sees it) by the ioctl."""
        ways = ("flush", "flush", "flush", "moment")
        return self.case.choice.choice(ways if self.case.kind == "btrfs" else (*ways, "ioctl"))

    def _load(self, daemon: Daemon, way: str) -> None:
        case = self.case
        count = case.choice.choice(CONNECTION_COUNTS)
        load = Load(case.oracle, count, case.choice.choice(WINDOWS))
        if way == "flush":
            self._arm(case.choice.randint(1, 40))
        enough = LINKS_MAX if way == "flush" else case.choice.randint(1, 20) * count
        if load.run(daemon, lambda load: load.acknowledged >= enough):
            # What would be acknowledged from here on does not count: a power cut takes the process along.
            if way == "ioctl":
                case.volume.shut_down()
                self.tally.by_ioctl += 1
            else:
                self._arm(0)
        elif load.failure_heard_at is not None:
            case.expect_fail_stop(daemon, load)

    def _arm(self, flush: int) -> None:
        self.case.volume.disk.command(f"cut {flush} {self.case.choice.getrandbits(32)}")


def run_cuts(place: Place, kinds: tuple[str, ...], cut_count: int, seed: str, bug: str | None = None) -> Tally:
    """So many cuts, in stories on each file system in turn; ends at the first objection."""
    tally = Tally()
    story_count = 0
    while tally.cut_count < cut_count and not tally.objections:
        kind = kinds[story_count % len(kinds)]
        with Case(place, kind, f"{seed}-{story_count}", bug) as case:
            Story(case, tally).run(min(CUTS_PER_VOLUME, cut_count - tally.cut_count))
        story_count += 1
    if bug is None and tally.cut_count > CUTS_WITHOUT_TEAR_MAX and tally.torn == 0:
        tally.objections.append("no cut tore a write, so the cuts prove less than they should")
    return tally
