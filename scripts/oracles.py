"""The real programs' parsers that the tests read exports back with, at the versions they were tried with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.environment import ROOT, apt_install

NODE_MODULES = ROOT / ".oracles" / "node_modules"
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own, which its packages' modules are for."""

_PACKAGES = {"axe-core": "4.14.1", "ical.js": "2.2.1", "papaparse": "5.7.1"}
"""A judge of web pages' accessibility, Thunderbird's parser of vCards, and a parser of CSV that web programs
import contacts with."""

_EVOLUTION = ["gir1.2-ebookcontacts-1.2", "python3-gi"]
_ASK_EVOLUTION = "import gi; gi.require_version('EBookContacts', '1.2'); import gi.repository.EBookContacts"


def install() -> None:
    """Install what is missing; ends the program with a clear message where that cannot be done."""
    if any(not shutil.which(program) for program in ("node", "npm")) and not apt_install(["nodejs", "npm"]):
        sys.exit("the tests need node and npm; on Debian or Ubuntu: apt-get install nodejs npm")
    if not _has_evolution() and not (apt_install(_EVOLUTION) and _has_evolution()):
        sys.exit(f"the tests need Evolution's library: apt-get install {' '.join(_EVOLUTION)}")
    wanted = [f"{name}@{version}" for name, version in _PACKAGES.items() if _installed(name) != version]
    if wanted:
        _npm_install(wanted)


def _npm_install(wanted: list[str]) -> None:
    print(f"installing with npm into .oracles: {' '.join(wanted)}", flush=True)
    folder = NODE_MODULES.parent
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True}))
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    everything = [f"{name}@{version}" for name, version in _PACKAGES.items()]
    done = subprocess.run([*command, *everything], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"npm could not install {' '.join(wanted)}: {done.stderr.strip()}")


def _installed(name: str) -> str:
    package = NODE_MODULES / name / "package.json"
    return str(json.loads(package.read_text())["version"]) if package.is_file() else ""


def _has_evolution() -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", _ASK_EVOLUTION], capture_output=True).returncode == 0
