"""Set everything up and run every check: python3 -m scripts.test [PYTEST ARGUMENT…]."""

from __future__ import annotations

import os
import sys

from scripts import apt, oracles, programs
from scripts.environment import ROOT, is_ready, python_with
from scripts.progress import run_openly, say

_EXTRAS = "[dev]"
_WORKERS = (os.cpu_count() or 1) + 1
"""Processes that share the tests: one more than cores, since many tests wait for a program or a clock."""


def main(pytest_arguments: list[str]) -> int:
    """Run ruff, mypy and pytest; return how many of them failed."""
    packages = _wanted_packages()
    _announce(packages)
    if packages:
        _install(packages)
    oracles.install()
    python = python_with(_EXTRAS)
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", *(pytest_arguments or ["-n", str(_WORKERS), "--dist", "worksteal"])],
    ]
    failed = []
    for check in checks:
        print()
        say(" ".join(check))
        coloured = ["--color=yes"] if check[0] == "pytest" and sys.stdout.isatty() else []
        if run_openly([python, "-m", *check, *coloured], ROOT):
            failed.append(" ".join(check))
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return len(failed)


def _wanted_packages() -> list[str]:
    """Return the packages to install; ends the program where they are wanted and may not be installed."""
    missing = programs.missing()
    packages = [package for program in missing for package in program.packages]
    if missing and not apt.may_install():
        names = "\n".join(f"  {program.name}" for program in missing)
        sys.exit(
            f"The tests need programs that are not here:\n{names}\n"
            f"To install them on Debian or Ubuntu:\n  {apt.command_for(packages)}\n"
            "and then run this again."
        )
    return packages


def _announce(packages: list[str]) -> None:
    """Say what is going to be installed, how large it is, and how long all takes."""
    wanted = []
    if packages:
        wanted.append(
            f"  with apt-get, on this machine: {' '.join(packages)}\n"
            "    (at most 310 MB to fetch, 1.6 GB on disk with apt's own copies, 4 minutes)"
        )
    if not oracles.is_installed():
        wanted.append("  with npm, into .oracles: what judges pages and exports (5 MB)")
    if not is_ready(_EXTRAS):
        wanted.append(
            "  with pip, into .venv: 109 Python packages (345 MB to fetch, 1.2 GB on disk, 2 minutes)"
        )
    if wanted:
        print("\n".join(["This installs", *wanted]))
    print("The checks themselves take about 12 minutes on two cores.", flush=True)


def _install(packages: list[str]) -> None:
    if not apt.install(packages):
        sys.exit(f"apt-get could not install what the tests need: {apt.command_for(packages)}")
    if missing := programs.missing():
        sys.exit(f"still missing after apt-get: {', '.join(program.name for program in missing)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
