"""The disk that loses power, and a file system on it."""

import fcntl
import os
import pathlib
import struct
import subprocess
import time

FILE_SYSTEMS = ("ext4", "xfs", "btrfs")
DISK_BYTES = 512 << 20
MAKE = {
    # Blocks of 4 KiB, as on a disk of a usual size.
    "ext4": ["mkfs.ext4", "-q", "-F", "-b", "4096", "-E", "nodiscard"],
    "xfs": ["mkfs.xfs", "-q", "-f", "-K"],
    "btrfs": ["mkfs.btrfs", "-q", "-f", "-K"],
}
# btrfs overwrites its superblock in place and trusts the device to do that at once; the other two keep theirs within a
# sector.
BTRFS_SUPERBLOCK = 64 << 10
# FS_IOC_SHUTDOWN of linux/fs.h, with the flag that leaves the log unwritten; see ioctl_xfs_goingdown(2).
SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


class Disk:
    """A FUSE file that behaves like a disk with a volatile cache; disk.c has the commands."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path):
        self.folder = folder
        folder.mkdir()
        self.process = subprocess.Popen([program, folder, str(DISK_BYTES)])
        while not self.path.exists():
            if self.process.poll() is not None:
                raise SystemExit("The disk could not be mounted.")
            time.sleep(0.01)

    @property
    def path(self) -> pathlib.Path:
        return self.folder / "disk"

    def command(self, text: str) -> None:
        control = os.open(self.folder / "control", os.O_WRONLY)
        try:
            os.write(control, text.encode())
        finally:
            os.close(control)

    def figures(self) -> dict[str, str]:
        return dict(pair.split("=") for pair in (self.folder / "control").read_text().split())

    @property
    def is_off(self) -> bool:
        return self.figures()["power"] == "off"

    def close(self) -> None:
        subprocess.run(["umount", self.folder], check=True)
        self.process.wait()


class Volume:
    """A fresh file system on the disk, mounted."""

    def __init__(self, disk: Disk, kind: str, folder: pathlib.Path):
        self.disk = disk
        self.kind = kind
        self.folder = folder
        folder.mkdir(exist_ok=True)
        disk.command("new")
        run(*MAKE[kind], disk.path)
        if kind == "btrfs":
            disk.command(f"whole {BTRFS_SUPERBLOCK}")
        self.mount()

    def mount(self) -> None:
        # With a loop device that goes away with the mount, and the device's cache with it.
        run("mount", "-t", self.kind, "-o", "loop", self.disk.path, self.folder)
        self.is_shut_down = False

    def unmount(self) -> None:
        run("umount", self.folder)

    def restart(self) -> None:
        """The power is back: only what was stored is there, and the file system recovers from that."""
        self.unmount()
        self.disk.command("on")
        self.mount()

    def shut_down(self) -> None:
        """The file system stops as if the power had gone: nothing more is written, its log included."""
        root = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(root, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(root)
        self.is_shut_down = True

    def flush_count(self) -> int:
        """Cache flushes that the file system asked of its device; field 16 of block/stat in the kernel's documents."""
        device = os.stat(self.folder).st_dev
        if self.kind == "btrfs":
            device = os.stat(run("findmnt", "--noheadings", "--output", "SOURCE", self.folder).strip()).st_rdev
        block = pathlib.Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
        return int((block / "stat").read_text().split()[15])

    def close(self) -> None:
        self.unmount()


def run(*command: str | pathlib.Path) -> str:
    """Runs a program that has to succeed, and returns what it printed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed: {done.stdout.strip()}")
    return done.stdout
