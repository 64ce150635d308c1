"""Where everything of one run is."""

import pathlib
import shutil
from dataclasses import dataclass

from .daemon import Daemon
from .storage import Disk, Volume


@dataclass
class Place:
    """A folder that is gone afterwards, the programs of the harness, and those under test."""

    folder: pathlib.Path
    programs: pathlib.Path
    release: pathlib.Path
    disk: Disk

    def volume(self, kind: str) -> Volume:
        return Volume(self.disk, kind, self.folder / "volume")

    @property
    def bugs(self) -> pathlib.Path:
        return self.programs / "bugs.so"

    @property
    def kept(self) -> pathlib.Path:
        """Where the files of a failed case are kept."""
        return self.programs / "failed"

    def daemon(self, state: pathlib.Path, environment: dict[str, str], wrapper: tuple[str, ...]) -> Daemon:
        return Daemon(self.release / "paylinkd", state, self.folder, environment, wrapper)

    def keep(self, state: pathlib.Path) -> None:
        shutil.rmtree(self.kept, ignore_errors=True)
        if state.exists():
            shutil.copytree(state, self.kept)
