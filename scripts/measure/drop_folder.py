"""A drop folder besieged: two watchers killed and stopped at random, and a scanner that adds pages meanwhile.

python -m scripts.measure.drop_folder [--pictures N] [--kills N] [--stops N] [--seed N]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from cardscan.book import Book
from scripts.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 900.0
"""Seconds that the rest may take after the last kill."""
_PAGES = 6
"""Pages that the scanner adds, one after the other."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What a siege has cost; all but the first three should be 0."""

    seconds: float
    originals: int
    cards: int
    lost: int
    """Originals that are nowhere."""
    doubled: int
    """Originals in two places, and cards twice in the book."""
    unread: int
    """Originals that were put away as read and have no card in the book."""
    left: int
    """Files that nobody put away."""

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing was lost and nothing doubled."""
        return not (self.lost or self.doubled or self.unread or self.left)


def main() -> int:
    """Print what was lost or doubled; return 1 where anything was."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--kills", type=int, default=40, help="SIGKILLs")
    parser.add_argument("--stops", type=int, default=10, help="SIGSTOPs, of up to three seconds")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        toll = besieged(Path(place), options.pictures, options.kills, options.stops, options.seed)
    print(
        f"{options.pictures} pictures and a scanner's {_PAGES} pages, {options.kills} kills, {options.stops} "
        f"stops: {toll.seconds:.0f} s\n{toll.originals} originals, {toll.cards} cards; lost {toll.lost}, "
        f"doubled {toll.doubled}, unread {toll.unread}, left over {toll.left}"
    )
    return 0 if toll.is_nothing else 1


def besieged(place: Path, pictures: int, kills: int, stops: int, seed: int) -> Toll:
    """Drop so many pictures while two watchers are killed and stopped so often; return what it cost."""
    begun = time.monotonic()
    chance = random.Random(seed)
    inbox, book = place / "in", place / "book"
    inbox.mkdir()
    pending = [(f"card {number}.png", _card(number)) for number in range(pictures)]
    expected = Counter(_digest(data) for _, data in pending)
    pages = list(_growing(_PAGES))
    expected[_digest(pages[-1])] += 1
    blows = [signal.SIGKILL] * kills + [signal.SIGSTOP] * stops
    chance.shuffle(blows)
    watchers = [_watcher(inbox, book) for _ in range(2)]
    try:
        with (inbox / "scan.tif").open("wb", buffering=0) as scanner:
            for left in range(len(blows), 0, -1):
                share, pending = pending[: -(-len(pending) // left)], pending[-(-len(pending) // left) :]
                for name, data in share:
                    (inbox / name).write_bytes(data)
                if pages and left <= len(pages) * max(1, len(blows) // _PAGES):
                    scanner.seek(0)
                    scanner.write(pages.pop(0))
                time.sleep(chance.uniform(0.0, 6.0))
                _strike(watchers, blows[left - 1], inbox, book, chance)
            for whole in pages[-1:]:
                scanner.seek(0)
                scanner.write(whole)
        _wait_for_the_rest(inbox)
        for watcher in watchers:
            watcher.terminate()
            watcher.wait(_PATIENCE)
    finally:
        for watcher in watchers:
            watcher.kill()
            watcher.wait()
    command = [*_command(inbox, book), "--once"]
    subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=False)
    return _counted(inbox, book, expected, time.monotonic() - begun)


def _strike(
    watchers: list[subprocess.Popen[bytes]], blow: int, inbox: Path, book: Path, chance: random.Random
) -> None:
    index = chance.randrange(len(watchers))
    watchers[index].send_signal(blow)
    if blow == signal.SIGKILL:
        watchers[index].wait()
        watchers[index] = _watcher(inbox, book)
    else:
        time.sleep(chance.uniform(0.2, 3.0))
        watchers[index].send_signal(signal.SIGCONT)


def _command(inbox: Path, book: Path) -> list[str]:
    command = [sys.executable, "-m", "cardscan", "watch", str(inbox), "--book", str(book)]
    return [*command, "--settle", "0.2", "--poll", "0.1", "--workers", "1"]


def _watcher(inbox: Path, book: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_command(inbox, book), cwd=ROOT, stderr=subprocess.DEVNULL)


def _wait_for_the_rest(inbox: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while _left(inbox) and time.monotonic() < until:
        time.sleep(0.5)


def _left(inbox: Path) -> list[Path]:
    """Return the files that are not put away, locks aside."""
    filed = {inbox / verdict for verdict in ("done", "duplicate", "failed")}
    return [path for path in _originals(inbox) if not filed & set(path.parents)]


def _originals(inbox: Path) -> list[Path]:
    files = (
        Path(folder, name)
        for folder, _, names in os.walk(inbox)  # which bears with folders that a watcher removes meanwhile
        for name in names
    )
    return [path for path in files if path.suffix in (".png", ".tif")]


def _counted(inbox: Path, book_folder: Path, expected: Counter[str], seconds: float) -> Toll:
    there = Counter(_digest(path.read_bytes()) for path in _originals(inbox))
    done = {_digest(path.read_bytes()) for path in (inbox / "done").rglob("*") if path.is_file()}
    with Book.open(book_folder) as book:
        faces = [face for entry in book.entries() for card in book.cards(entry.uid) for face in card.faces]
    cards = Counter((face.source.sha256, face.source.page, face.source.card) for face in faces)
    read = {sha256 for sha256, _, _ in cards}
    return Toll(
        seconds=seconds,
        originals=there.total(),
        cards=cards.total(),
        lost=(expected - there).total(),
        doubled=(there - expected).total() + sum(times - 1 for times in cards.values()),
        unread=len(done - read) + len(set(expected) - done),
        left=len(_left(inbox)),
    )


def _card(number: int) -> bytes:
    """Return a picture of a card; each number is somebody else."""
    sheet = Image.new("RGB", (420, 240), "white")
    pen = ImageDraw.Draw(sheet)
    firm = f"Weber{number}"
    lines = (
        f"Anna {firm}",
        f"{firm} GmbH",
        f"anna@{firm.lower()}.example",
        f"+49 30 {2000000 + number * 7919}",
    )
    for row, text in enumerate(lines):
        pen.text((24, 30 + 48 * row), text, fill="black", font=ImageFont.load_default(24))
    stream = io.BytesIO()
    sheet.save(stream, "PNG")
    return stream.getvalue()


def _growing(pages: int) -> Iterator[bytes]:
    """Yield a TIFF as a scanner makes it: with one page, with two, and so on."""
    cards = [Image.open(io.BytesIO(_card(100_000 + page))) for page in range(pages)]
    for count in range(1, pages + 1):
        stream = io.BytesIO()
        cards[0].save(stream, "TIFF", save_all=True, append_images=cards[1:count])
        yield stream.getvalue()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
