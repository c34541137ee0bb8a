"""How fast reading is, beside a bare rapidocr over cards already cut out, and the tesseract program.

python -m scripts.measure.speed [FOLDER] [--photos FOLDER] [--most N]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import cv2

from cardscan import geometry
from cardscan.many.batch import scan_file
from cardscan.pipeline import pages_of
from cardscan.settings import Settings
from scripts.environment import ROOT
from scripts.measure.book import build
from scripts.measure.pictures import pictures_in
from scripts.measure.rivals.bare_reader import bare_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.model import Pixels, Quad

_SAMPLES = ROOT / "samples"
_CARD_WIDTH = 1400
"""Pixels of a card as a bare reader gets it."""
_LARGEST = 12e6
"""Pixels of a photo as telephones take it."""
_TIMES = 3
"""Runs of a process, of which the median counts."""
_STEPS = ("find", "read", "parse")
_COMMANDS = (("--help",), ("find", "--help"), ("find", "johnson"), ("list",), ("due",), ("show", "1"))
"""What answers without reading a card."""
_CONTACTS = 300
"""In the book that is asked."""
_TIMES_QUICK = 15
"""Runs of a process that is soon over, of which the median counts."""


@dataclass(slots=True)
class Kind:
    """What pictures of one kind took, in seconds of the whole and by step."""

    wanted: str
    """What is to be reached."""
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    cards: int = 0
    steps: dict[str, float] = field(default_factory=lambda: dict.fromkeys(_STEPS, 0.0))


def main() -> int:
    """Print the tables; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=_SAMPLES, help="pictures with true corners")
    parser.add_argument("--photos", type=Path, help="pictures of which the corners need not be known")
    parser.add_argument("--most", type=int, default=24, help="pictures of each kind")
    options = parser.parse_args()
    one, several = by_number_of_cards(pictures_in(options.folder))
    kinds = {
        "one card a photo": warm(one[: options.most], Kind("0.60")),
        "several cards a photo": warm(several[: options.most], Kind("0.45")),
    }
    if options.photos:
        kinds["photos up to 12 MP"] = warm(small_photos(options.photos)[: options.most], Kind("0.80"))
    print_warm(kinds)
    print_tesseract(one[: options.most], kinds["one card a photo"])
    print_cold(one[0])
    print_commands()
    return 0


def by_number_of_cards(pictures: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the pictures of one card and those of several, of those whose true corners are known."""
    one: list[Path] = []
    several: list[Path] = []
    for picture in pictures:
        corners = _true_corners(picture)
        if corners:
            (one if len(corners) == 1 else several).append(picture)
    return one, several


def small_photos(folder: Path) -> list[Path]:
    """Return the folder's photos that are no larger than a telephone's."""
    photos = []
    for path in pictures_in(folder):
        pixels = cv2.imread(str(path), cv2.IMREAD_REDUCED_GRAYSCALE_8)
        if pixels is not None and 64 * pixels.size <= _LARGEST:
            photos.append(path)
    return photos


def warm(pictures: Sequence[Path], kind: Kind) -> Kind:
    """Scan the pictures and have a bare reader read their cards, in turns, the models loaded before."""
    settings = Settings()
    read = bare_reader()
    for path in pictures[:1]:  # compiles what there is to compile
        _scan_and_read(path, settings, read, Kind(kind.wanted))
    for path in pictures:
        _scan_and_read(path, settings, read, kind)
    return kind


def _scan_and_read(path: Path, settings: Settings, read: Callable[[Pixels], object], kind: Kind) -> None:
    """Add what a picture took by itself, and what its cards took a bare reader."""
    started = time.perf_counter()
    scans = scan_file(str(path), settings).scans
    kind.ours.append(time.perf_counter() - started)
    crops = cut_out(path, _true_corners(path) or [scan.source.quad for scan in scans])
    kind.bare.append(sum(_seconds(partial(read, crop)) for crop in crops))
    kind.cards += len(crops)
    for step in _STEPS:
        kind.steps[step] += sum(scan.elapsed[step] for scan in scans)


def print_warm(kinds: dict[str, Kind]) -> None:
    """Print what a card takes of each kind, beside a bare reader, and where the time goes."""
    columns = "".join(f"{name:>10}" for name in ("cards", "cardscan", "bare", "ratio", "wanted"))
    print(f"{'seconds a card, warm':<24}{columns}" + "".join(f"{step:>8}" for step in (*_STEPS, "rest")))
    for name, kind in kinds.items():
        cards, ours, bare = max(1, kind.cards), sum(kind.ours), sum(kind.bare)
        shares = [kind.steps[step] / max(ours, 1e-9) for step in _STEPS]
        numbers = "".join(f"{seconds / cards:10.3f}" for seconds in (ours, bare))
        ratio = ours / max(bare, 1e-9)
        print(f"  {name:<22}{cards:10}{numbers}{ratio:10.2f}{kind.wanted:>10}", end="")
        print("".join(f"{part:8.0%}" for part in (*shares, 1 - sum(shares))))


def print_tesseract(pictures: Sequence[Path], kind: Kind) -> None:
    """Print what the tesseract program takes on the same photos as they are."""
    commands = [["tesseract", str(picture), "-", "-l", "eng"] for picture in pictures]
    seconds = sum(_seconds(partial(_run, command)) for command in commands)
    print(f"  the tesseract program on the same photos: {seconds / max(1, len(pictures)):.3f} s, "
          f"ratio {sum(kind.ours) / max(seconds, 1e-9):.2f} (wanted 0.20)")  # fmt: skip


def print_cold(picture: Path) -> None:
    """Print what a process takes that reads one photo, beside a bare one that reads its card."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "card.png"
        cv2.imwrite(str(file), cut_out(picture, _true_corners(picture))[0])
        ours = _usual([sys.executable, "-m", "cardscan", "scan", str(picture), "--format", "jsonl"])
        bare = _usual([sys.executable, "-m", "scripts.measure.rivals.bare_reader", str(file)])
    print(f"\none photo, cold: {ours:.2f} s; bare {bare:.2f} s; ratio {ours / bare:.2f} (wanted 0.55)")


def print_commands() -> None:
    """Print what commands take that read no card, beside Python itself."""
    python = _usual([sys.executable, "-c", "pass"], _TIMES_QUICK)
    print(f"\n{'seconds to answer':<24}{'':>6}{'median':>10}   times python -c pass ({python:.3f}; wanted 4)")
    with tempfile.TemporaryDirectory() as book:
        build(Path(book), _CONTACTS)
        for command in _COMMANDS:
            place = [] if "--help" in command else ["--book", book]
            taken = _usual([sys.executable, "-m", "cardscan", *command, *place], _TIMES_QUICK)
            print(f"  {' '.join(command):<30}{taken:10.3f}{taken / python:8.1f}")


def cut_out(path: Path, quads: Sequence[Quad]) -> list[Pixels]:
    """Return the cards of the file's first page, flat, as a bare reader gets them."""
    picture = next(iter(pages_of(str(path), Settings())))
    crops = []
    for quad in quads:
        along, across = geometry.size_of(quad)
        height = max(1, round(_CARD_WIDTH * across / max(along, 1.0)))
        crops.append(geometry.cut_out(picture.pixels, quad, _CARD_WIDTH, height))
    return crops


def _true_corners(picture: Path) -> list[Quad]:
    truth = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    return [geometry.as_quad(corners) for corners in truth.get("quads", ())]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _usual(command: Sequence[str], times: int = _TIMES) -> float:
    return median(_seconds(partial(_run, command)) for _ in range(times))


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
