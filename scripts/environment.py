"""A virtual environment with the project in it, made by nothing but Python itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_VENV = ROOT / ".venv"
_STAMP = _VENV / "cardscan-installed"


def python_with(extras: str) -> str:
    """Return the environment's Python with the project and these extras installed.

    What is there already is kept; a changed pyproject.toml installs again.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything checks it
        sys.exit(f"cardscan needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    python = str(_VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    wanted = f"extras:{extras}"
    installed = _STAMP.read_text().split() if _STAMP.is_file() else []
    if project not in installed:
        installed = [project]
    if wanted in installed:
        return python
    if not Path(python).is_file() or not _runs(python, "-m", "pip", "--version"):
        _make_venv()
    print("installing cardscan and what it needs into .venv (a few minutes the first time)", flush=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*install, "--editable", f"{ROOT}{extras}"]).returncode:
        sys.exit("pip could not install what cardscan needs; is there a connection to a package index?")
    _STAMP.write_text("\n".join([*installed, wanted]))
    return python


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages if we may; tell whether they were installed."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if _is_root() else ["sudo", "--non-interactive"]
    if prefix and not (shutil.which("sudo") and _runs(*prefix, "true")):
        return False
    print(f"installing with apt-get: {' '.join(packages)}", flush=True)
    # Named to sudo itself, which would drop it from the environment.
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # One source that cannot be reached is no reason not to install from the others.
    _runs(*apt_get, "update")
    install = [*apt_get, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode == 0


def _make_venv() -> None:
    make = [sys.executable, "-m", "venv", "--clear", str(_VENV)]
    if _runs(*make):
        return
    # Debian's Python comes without the part that venv needs.
    apt_install(["python3-venv"])
    if subprocess.run(make).returncode:
        sys.exit("python3 -m venv does not work here; on Debian or Ubuntu: apt-get install python3-venv")


def _runs(*command: str) -> bool:
    """Tell whether a command succeeds; what it says is dropped."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
