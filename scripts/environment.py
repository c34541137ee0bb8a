"""A virtual environment with the project in it, made by nothing but Python itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_VENV = ROOT / ".venv"
_STAMP = _VENV / "cardscan-installed"


def python_with(extras: str) -> Path:
    """Return the environment's Python with the project and these extras installed.

    What is there already is kept; a changed pyproject.toml installs again.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything checks it
        sys.exit(f"cardscan needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    python = _VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + extras.encode()).hexdigest()
    if _STAMP.is_file() and wanted in _STAMP.read_text().split():
        return python
    if (
        not python.is_file()
        or subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode
    ):
        _make_venv()
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print("installing cardscan and what it needs into .venv (a few minutes the first time)", flush=True)
    subprocess.run([*install, "--editable", f"{ROOT}{extras}"], check=True)
    _STAMP.write_text(wanted)
    return python


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if we may; tell whether they were installed."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if _is_root() else ["sudo", "--non-interactive"]
    if prefix and (
        not shutil.which("sudo") or subprocess.run([*prefix, "true"], capture_output=True).returncode
    ):
        return False
    print(f"installing with apt-get: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = [*prefix, "apt-get", "update", "-qq"]
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (update, install):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if done.returncode:
            return False
    return True


def _make_venv() -> None:
    make = [sys.executable, "-m", "venv", "--clear", str(_VENV)]
    if subprocess.run(make, capture_output=True).returncode == 0:
        return
    # Debian's Python comes without the part that venv needs.
    apt_install(["python3-venv"])
    if subprocess.run(make).returncode:
        sys.exit("python3 -m venv does not work here: apt-get install python3-venv")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
