"""What to type to install an extra, in the very environment that runs."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import sys
from importlib import metadata

from cardscan.errors import MissingError


def command_for(extra: str) -> str:
    """Return the command that installs what the extra needs, here.

    It names the packages themselves, so that it works wherever cardscan was installed from.
    """
    packages = [shlex.quote(package) for package in needed_by(extra)]
    python = shlex.quote(sys.executable)
    if importlib.util.find_spec("pip") or not shutil.which("uv"):
        return f"{python} -m pip install {' '.join(packages)}"
    return f"uv pip install --python {python} {' '.join(packages)}"


def here(error: MissingError) -> MissingError:
    """Return the error with the command that works here, where its hint names an extra: cardscan[web]."""
    if match := re.search(r"cardscan\[(\w+)\]", error.hint):
        return MissingError(str(error), f"install it: {command_for(match[1])}")
    return error


def needed_by(extra: str) -> tuple[str, ...]:
    """Return the packages of an extra, with their versions: "jinja2<4,>=3.1.4"."""
    wanted = re.compile(rf"(.+?)\s*;\s*extra\s*==\s*['\"]{extra}['\"]")
    try:
        found = [wanted.fullmatch(line) for line in metadata.requires("cardscan") or ()]
    except metadata.PackageNotFoundError:  # run from a clone that is not installed
        return (f"cardscan[{extra}]",)
    return tuple(match[1].replace(" ", "") for match in found if match)


def is_installed(extra: str) -> bool:
    """Tell whether all packages of the extra are here."""
    try:
        for package in needed_by(extra):
            metadata.version(re.split(r"[^\w.-]", package, maxsplit=1)[0])
    except metadata.PackageNotFoundError:
        return False
    return True
