"""What is dropped into folders in tests: small drawn cards of fictional people, and how they are read."""

from __future__ import annotations

import hashlib
import io
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from cardscan.inbox import Claim
from cardscan.many.batch import Content, Outcome, scan_one
from tests.support.settings import frugal_settings

GIVEN = "Anna Bruno Clara Dario Elena Felix Greta Hugo Irene Jonas Karin Lukas Marta Nils Olga".split()
FAMILY = "Weber Koch Lindner Brandt Vogel Seidel Hartmann".split()


def person(number: int) -> tuple[str, ...]:
    """Return the lines of a card; each number is somebody else."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    firm = f"{family}{number}"
    return (
        f"{given} {family}",
        f"{firm} GmbH",
        f"{given.lower()}@{firm.lower()}.example",
        f"+49 30 {2000000 + number * 7919}",
    )


@cache
def picture(*cards: tuple[str, ...], form: str = "PNG") -> bytes:
    """Return a small picture of cards side by side, on a dark table where there are several."""
    width = 420
    if len(cards) < 2:
        sheet = Image.new("RGB", (width, 240), "white")
        places = [(0, 0)]
    else:
        sheet = Image.new("RGB", (len(cards) * (width + 60) + 60, 360), (60, 50, 45))
        places = [(60 + index * (width + 60), 60) for index in range(len(cards))]
    pen = ImageDraw.Draw(sheet)
    for (x, y), lines in zip(places, cards, strict=False):
        pen.rectangle((x, y, x + width - 1, y + 239), fill="white")
        for row, text in enumerate(lines):
            pen.text((x + 24, y + 30 + 48 * row), text, fill="black", font=ImageFont.load_default(24))
    stream = io.BytesIO()
    sheet.save(stream, form)
    return stream.getvalue()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def outcome_of(*contents: bytes) -> Outcome:
    """Read a picture, or a card's two sides; each once a test run."""
    settings = frugal_settings()
    sources = tuple(Content(f"side {number}", data) for number, data in enumerate(contents, 1))
    return scan_one(sources if len(sources) > 1 else sources[0], settings, faces=True)


def read_now(claim: Claim) -> Future[Outcome]:
    """Read a claim's files on the spot."""
    future: Future[Outcome] = Future()
    future.set_result(outcome_of(*(claim.path(file).read_bytes() for file in claim.files)))
    return future


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the content of all files below a folder, by their paths; locks and hidden folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """Have a file system of its own, where the system lets us make one."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small disk is not permitted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
