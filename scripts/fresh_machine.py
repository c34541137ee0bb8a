"""Try the README's commands on a fresh Debian: sudo python3 -m scripts.fresh_machine [FOLDER].

Makes a chroot with python3, python3-venv and git and nothing else, clones the current commit into it for
root and for an ordinary user, and runs there what a newcomer runs. Takes about 30 minutes and 4 GB of disk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from scripts import chroot, machine_settings
from scripts.environment import ROOT
from scripts.progress import say

_SUITE: Final = "bookworm"
_PACKAGES: Final = ("python3", "python3-venv", "git", "ca-certificates")
_USER: Final = "newcomer"
_NEEDED: Final = ("debootstrap", "unshare", "chroot", "git")


class Trial(NamedTuple):
    """A command for one of the system's users, and what must come of it: words and an exit code."""

    name: str
    user: str
    command: str
    says: str
    code: int = 0


class Outcome(NamedTuple):
    """What came of a trial."""

    trial: Trial
    passed: bool
    seconds: float
    silence: float
    """The longest time without a word, in seconds."""
    megabytes: float
    """What the system has grown by."""


_OPEN_APP: Final = ".venv/bin/cardscan app --no-browser --port 0"
_DEMO: Final = (
    Trial("demo, without sudo", _USER, "python3 -m scripts.demo", "What next?"),
    Trial("the app after it", _USER, f"timeout --signal=INT 10 {_OPEN_APP}", "shows the book", code=124),
    Trial("tests, without sudo", _USER, "python3 -m scripts.test", "apt-get install", code=1),
    Trial("demo, as root", "root", "python3 -m scripts.demo", "What next?"),
)
_TEST: Final = (Trial("tests, as root", "root", "python3 -m scripts.test", "all checks passed"),)
_TRIALS: Final = {"demo": _DEMO, "test": _TEST}


def main(arguments: list[str]) -> int:
    """Make the system, run the trials in it and report; return 0 where all passed."""
    options = _parser().parse_args(arguments)
    _check_possible()
    folder = _folder(options.folder)
    outcomes: list[Outcome] = []
    try:
        if not chroot.make(folder, _SUITE, options.mirror, _PACKAGES):
            return 1
        _clone(folder)
        for trial in _TRIALS.get(options.only, _DEMO + _TEST):
            outcomes.append(_tried(folder, trial))
    finally:
        _report(outcomes)
        if options.keep:
            say(f"the system is kept in {folder}")
        else:
            chroot.remove(folder)
    return int(not all(outcome.passed for outcome in outcomes))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.fresh_machine", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", default="", help="where to make it; by default a temporary folder"
    )
    parser.add_argument("--keep", action="store_true", help="leave the system there")
    parser.add_argument("--only", choices=[*_TRIALS], default="", help="try only this; by default both")
    parser.add_argument(
        "--mirror", default=machine_settings.debian_mirror(), metavar="URL",
        help="where Debian's packages come from; by default what this machine uses",
    )  # fmt: skip
    return parser


def _check_possible() -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit("a system is made and entered by root only: sudo python3 -m scripts.fresh_machine")
    if absent := [program for program in _NEEDED if not shutil.which(program)]:
        sys.exit(f"not installed: {', '.join(absent)}; on Debian: apt-get install debootstrap util-linux git")
    if subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True).returncode:
        sys.exit("this machine lets root mount nothing (a container without the right to?)")


def _folder(wanted: str) -> Path:
    folder = Path(wanted or tempfile.mkdtemp(prefix="cardscan-fresh-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    folder.chmod(0o755)  # the root of a system that others than root live in, too
    return folder


def _clone(folder: Path) -> None:
    """Clone the current commit for root and for a user who is made for it."""
    subprocess.run(chroot.inside(folder, ["useradd", "--create-home", _USER]), check=True)
    if subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, check=True).stdout:
        say("what is not committed is not tried")
    for user in ("root", _USER):
        place = folder / _place(user).lstrip("/")
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place)], check=True)
        owned = ["chown", "--recursive", f"{user}:", _place(user)]
        subprocess.run(chroot.inside(folder, owned), check=True)


def _place(user: str) -> str:
    return "/root/cardscan" if user == "root" else f"/home/{user}/cardscan"


def _tried(folder: Path, trial: Trial) -> Outcome:
    """Run a trial, passing on what it says."""
    print()
    say(f"{trial.name}: {trial.command}")
    size, began = _megabytes(folder), time.monotonic()
    command = chroot.inside(folder, trial.command.split(), trial.user, _place(trial.user))
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        said, silence = _heard(process)
    passed = process.returncode == trial.code and trial.says in said
    return Outcome(trial, passed, time.monotonic() - began, silence, _megabytes(folder) - size)


def _heard(process: subprocess.Popen[bytes]) -> tuple[str, float]:
    """Pass on what a process says; return it, and the longest time in seconds without a word."""
    assert process.stdout
    words, silence, last = bytearray(), 0.0, time.monotonic()
    while heard := os.read(process.stdout.fileno(), 65536):
        now = time.monotonic()
        silence, last = max(silence, now - last), now
        words += heard
        sys.stdout.buffer.write(heard)
        sys.stdout.buffer.flush()
    return words.decode(errors="replace"), max(silence, time.monotonic() - last)


def _megabytes(folder: Path) -> float:
    used = subprocess.run(["du", "-sk", str(folder)], capture_output=True, text=True, check=True).stdout
    return int(used.split()[0]) / 1000


def _report(outcomes: list[Outcome]) -> None:
    print(f"\n{'':6}  {'seconds':>7}  {'silence':>7}  {'MB more':>7}")
    for trial, passed, seconds, silence, megabytes in outcomes:
        word = "passed" if passed else "FAILED"
        print(f"{word}  {seconds:7.0f}  {silence:7.0f}  {megabytes:7.0f}  {trial.name}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
