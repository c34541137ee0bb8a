"""Debian packages, installed where this user may."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence

from scripts.progress import run

_FETCHED = re.compile(r"Get:\d+ .*? (?P<package>\S+) \S+ \S+ (?P<size>\[[^]]*\])\s*$")
_STEP = re.compile(r"(?:Unpacking|Setting up|Need to get|After this operation).*")


def may_install() -> bool:
    """Tell whether this user may install packages without being asked for a password."""
    return shutil.which("apt-get") is not None and (_is_root() or _may_become_root())


def command_for(packages: Sequence[str]) -> str:
    """Return the command with which a person installs the packages."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def install(packages: Sequence[str]) -> bool:
    """Install packages; tell whether they were."""
    # Named to sudo itself, which would drop it from the environment.
    sudo = [] if _is_root() else ["sudo", "--non-interactive"]
    apt_get = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    # One source that cannot be reached is no reason not to install from the others.
    run("apt-get update", [*apt_get, "update"])
    command = [*apt_get, "install", "-y", "--no-install-recommends", *packages]
    return run(f"apt-get install {' '.join(packages)}", command, condensed)


def condensed(line: str) -> str:
    """Return what apt is at, without addresses and versions."""
    if fetched := _FETCHED.match(line):
        return f"fetching {fetched['package']} {fetched['size']}"
    step = _STEP.match(line)
    return step[0].split(" (")[0].strip() if step else ""


def _may_become_root() -> bool:
    if not shutil.which("sudo"):
        return False
    asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True)
    return asked.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
