"""A virtual environment with the project in it, made by nothing but Python itself."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from scripts import apt
from scripts.progress import run

ROOT = Path(__file__).resolve().parent.parent
_VENV = ROOT / ".venv"
_STAMP = _VENV / "cardscan-installed"
_PYTHON = _VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(extras: str) -> bool:
    """Tell whether the environment has the project with these extras, as pyproject.toml now stands."""
    brought_by = {f"extras:{extras}", "extras:[dev]"}  # which brings all the others
    return not brought_by.isdisjoint(_installed())


def python_with(extras: str) -> str:
    """Return the environment's Python with the project and these extras installed.

    What is there already is kept; a changed pyproject.toml installs again.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything checks it
        sys.exit(f"cardscan needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    if is_ready(extras):
        return str(_PYTHON)
    installed = _installed() or [_project()]
    if not (_PYTHON.is_file() and _succeeds(str(_PYTHON), "-m", "pip", "--version")):
        _make_venv()
    pip = [str(_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    pip += ["--no-compile"]  # it compiles on one core; below all of them do
    if not run(f"pip install '.{extras}'", [*pip, "--editable", f"{ROOT}{extras}"], condensed):
        sys.exit("pip could not install what cardscan needs; is there a connection to a package index?")
    _succeeds(str(_PYTHON), "-m", "compileall", "-q", "-j", "0", str(_VENV / "lib"))
    _STAMP.write_text("\n".join([*installed, f"extras:{extras}"]))
    return str(_PYTHON)


def _installed() -> list[str]:
    """Return what was installed, after the project's fingerprint; nothing where that has changed."""
    installed = _STAMP.read_text().split() if _STAMP.is_file() else []
    return installed if _project() in installed else []


def _project() -> str:
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def _make_venv() -> None:
    make = [sys.executable, "-m", "venv", "--clear", str(_VENV)]
    # Debian's Python comes without the part that venv needs.
    if not _succeeds(sys.executable, "-c", "import ensurepip") and apt.may_install():
        apt.install(["python3-venv"])
    if not run("python3 -m venv .venv", make):
        sys.exit(f"python3 -m venv does not work here; on Debian: {apt.command_for(['python3-venv'])}")


def condensed(line: str) -> str:
    """Return what pip is at, without addresses and the names of files."""
    if fetched := re.match(r"\s*Downloading (?:\S*/)?([A-Za-z0-9_.]+)-\S* (\(.*\))", line):
        return f"fetching {fetched[1]} {fetched[2]}"
    step = re.match(r"(Collecting \S+|Installing collected packages|Building \w+ for \w+)", line.strip())
    return step[1] if step else ""


def _succeeds(*command: str) -> bool:
    """Tell whether a command succeeds; what it says is dropped."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
