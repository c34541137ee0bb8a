"""The programs of others that the tests run for real, and the Debian packages they come in."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scripts.pictures import faces

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own, which its packages' modules are for."""

_ASK_EVOLUTION = "import gi; gi.require_version('EBookContacts', '1.2'); import gi.repository.EBookContacts"

_LANGUAGES = ("deu", "kor", "rus")


class Program(NamedTuple):
    """Something that the tests need and pip does not bring."""

    name: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]


def missing() -> tuple[Program, ...]:
    """Return what is not on this machine."""
    return tuple(program for program in _PROGRAMS if not program.is_there())


def _has(*commands: str) -> Callable[[], bool]:
    return lambda: all(shutil.which(command) for command in commands)


def _has_tesseract() -> bool:
    if not shutil.which("tesseract"):
        return False
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True)
    return set(_LANGUAGES) <= set(languages.stdout.split())


def _has_evolution() -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", _ASK_EVOLUTION], capture_output=True).returncode == 0


def _has_libatomic() -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


_PROGRAMS = (
    Program(
        "Tesseract with German, Korean and Russian",
        ("tesseract-ocr", *(f"tesseract-ocr-{language}" for language in _LANGUAGES)),
        _has_tesseract,
    ),
    Program("strace", ("strace",), _has("strace")),
    Program("Chromium", ("chromium",), _has("chromium")),
    Program("libatomic, for Playwright", ("libatomic1",), _has_libatomic),
    Program("Node and npm", ("nodejs", "npm"), _has("node", "npm")),
    Program("Evolution's library of contacts", ("gir1.2-ebookcontacts-1.2", "python3-gi"), _has_evolution),
    Program("the fonts that cards are drawn with", faces.PACKAGES, lambda: not faces.missing_packages()),
)
