"""The JavaScript that judges pages and exports in the tests, at the versions it was tried with."""

from __future__ import annotations

import json
import sys

from scripts.environment import ROOT
from scripts.progress import run

NODE_MODULES = ROOT / ".oracles" / "node_modules"

_PACKAGES = {"axe-core": "4.14.1", "ical.js": "2.2.1", "papaparse": "5.7.1"}
"""A judge of web pages' accessibility, Thunderbird's parser of vCards, and a parser of CSV that web programs
import contacts with."""


def is_installed() -> bool:
    """Tell whether every package is there at its version."""
    return all(_installed(name) == version for name, version in _PACKAGES.items())


def install() -> None:
    """Install what is missing; ends the program with a clear message where that cannot be done."""
    if is_installed():
        return
    folder = NODE_MODULES.parent
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True}))
    wanted = [f"{name}@{version}" for name, version in _PACKAGES.items()]
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    if not run(f"npm install {' '.join(wanted)}", [*command, *wanted]):
        sys.exit("npm could not install what the tests need; is there a connection to its registry?")


def _installed(name: str) -> str:
    package = NODE_MODULES / name / "package.json"
    return str(json.loads(package.read_text())["version"]) if package.is_file() else ""
