"""A fresh Debian in a folder, whose /proc, /sys and /dev are mounted only while a command runs in it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from scripts import machine_settings
from scripts.progress import run

_APART = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
"""Apart from the machine: nobody else sees what is mounted, and it ends, however the command does."""
_ENTER = (
    'mount --rbind /dev "$0/dev" && mount --rbind /sys "$0/sys" && mount -t proc proc "$0/proc"'
    ' && exec chroot "$@"'
)


def make(folder: Path, suite: str, mirror: str, packages: Sequence[str]) -> bool:
    """Make the smallest system of a suite in the folder, with these packages; tell whether that worked.

    With `mirror` "" debootstrap takes its own. The system reaches what this machine reaches.
    """
    options = ["--variant=minbase", f"--include={','.join(packages)}"]
    command = [*_APART, "debootstrap", *options, suite, str(folder), *filter(None, [mirror])]
    if not run(f"debootstrap {suite} with {' '.join(packages)}", command):
        return False
    for file in machine_settings.files():
        copy = folder / file.lstrip("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    (folder / "etc/apt/apt.conf.d/90proxies").write_text(machine_settings.apt_proxies())
    return True


def inside(folder: Path, command: Sequence[str], user: str = "root", place: str = "/") -> list[str]:
    """Return the command that runs another inside the system, as a user, in a folder of the system's."""
    variables = {
        **machine_settings.environment(),
        "HOME": "/root" if user == "root" else f"/home/{user}",
        "LANG": "C.UTF-8",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    }
    clean = ["env", "--ignore-environment", *(f"{name}={value}" for name, value in variables.items())]
    entered = [f"--userspec={user}", str(folder), *clean, "env", f"--chdir={place}", *command]
    return [*_APART, "sh", "-c", _ENTER, str(folder), *entered]


def remove(folder: Path) -> None:
    """Delete the system; raises OSError, and deletes nothing, where something is mounted in it."""
    if mounted := mounts_in(folder):
        raise OSError(f"not deleted, since mounted there: {', '.join(map(str, mounted))}")
    shutil.rmtree(folder)


def mounts_in(folder: Path) -> list[Path]:
    """Return what is mounted in the folder, as this process sees it."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    places = [Path(line.split()[4].replace(r"\040", " ")) for line in lines]
    return [place for place in places if place.is_relative_to(folder.resolve())]
