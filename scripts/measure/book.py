"""What a book of 1,000 and one of 100,000 fictional contacts cost: a card more, a search, a reading through.

python -m scripts.measure.book [CONTACTS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from cardscan.book import Book, Original
from cardscan.book.care.verifying import verify
from cardscan.book.file.opening import check
from cardscan.export import EXPORTERS, ExportOptions
from scripts.measure.book_cards import fictional_scans, photographed_again
from scripts.measure.memory import peak_megabytes

if TYPE_CHECKING:
    from cardscan.model import CardScan

SMALL, LARGE = 1_000, 100_000
_BUILT_AT_ONCE = 1_000
_ARRIVALS = 150
_SEARCHES = 20
_SEED, _OTHER_SEED = 1, 2


def main(contacts: int = LARGE) -> int:
    """Build both books, print the tables; return 0."""
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place) / "small", Path(place) / "large"
        for folder, cards in ((small, SMALL), (large, contacts)):
            seconds = build(folder, cards)
            size = (folder / "book.sqlite").stat().st_size / 1e6
            print(f"{cards:,} cards received in {seconds:.0f} s, {cards / seconds:,.0f} a second;"
                  f" {size:,.0f} MB")  # fmt: skip
        print_arrivals(small, large)
        print_opening(small, large)
        print_searches(large)
        print_streams(small, large)
    return 0


def build(folder: Path, cards: int) -> float:
    """Make a book of so many cards, many in a transaction; return the seconds the book took."""
    scans = islice(fictional_scans(_SEED), cards)
    seconds = 0.0
    with Book.open(folder) as book:
        while batch := list(islice(scans, _BUILT_AT_ONCE)):
            started = time.perf_counter()
            book.receive([_original(scan) for scan in batch], batch)
            seconds += time.perf_counter() - started
    return seconds


def print_arrivals(small: Path, large: Path) -> None:
    """Print what one more card costs, duplicate check and all, in turns with each book."""
    kinds = {
        "of a person not known": fictional_scans(_OTHER_SEED),
        "photographed again": map(photographed_again, fictional_scans(_SEED)),
    }
    print(f"\n{'ms for a card more':<32}{'small book':>12}{'large book':>12}{'ratio':>12}")
    with Book.open(small) as first, Book.open(large) as second:
        for kind, scans in kinds.items():
            taken: tuple[list[float], list[float]] = ([], [])
            for scan in islice(scans, _ARRIVALS):
                for book, times in zip((first, second), taken, strict=True):
                    times.append(_seconds_to_receive(book, scan))
            low, high = (1000 * median(times) for times in taken)
            print(f"  {kind:<30}{low:12.2f}{high:12.2f}{high / low:12.2f} (at most 1.5)")


def print_opening(small: Path, large: Path) -> None:
    """Print what it costs to open the book, and to check it where it was not closed well."""
    print(f"\n{'s to open it':<32}{'small book':>12}{'large book':>12}")
    for kind in ("closed well", "to be checked"):
        cells = []
        for folder in (small, large):
            started = time.perf_counter()
            if kind == "closed well":
                Book.open(folder).close()
            else:
                check(folder / "book.sqlite", 1.0)
            cells.append(time.perf_counter() - started)
        print(f"  {kind:<30}" + "".join(f"{cell:12.3f}" for cell in cells))


def print_searches(folder: Path) -> None:
    """Print what searches of several kinds cost."""
    print(f"\n{'ms for a search':<32}{'found':>12}{'median':>12}{'most':>12}  (at most 50)")
    with Book.open(folder) as book:
        for kind, text in _questions().items():
            times = []
            for _ in range(_SEARCHES):
                started = time.perf_counter()
                found = len(book.search(text))
                times.append(1000 * (time.perf_counter() - started))
            print(f"  {kind:<30}{found:12}{median(times):12.1f}{max(times):12.1f}")


def print_streams(small: Path, large: Path) -> None:
    """Print seconds and peak memory of reading each book through, in a process of its own each."""
    print(f"\n{'reading it through':<20}{'s, small':>12}{'s, large':>12}{'MB, small':>12}{'MB, large':>12}")
    for kind in ("verify", "export"):
        cells = []
        for folder in (small, large):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
                cells.append(processes.submit(_read_through, kind, folder).result())
        seconds, megabytes = zip(*cells, strict=True)
        print(f"  {kind:<18}" + "".join(f"{cell:12.1f}" for cell in (*seconds, *megabytes)))


def _read_through(kind: str, folder: Path) -> tuple[float, float]:
    """Return seconds and the process's peak memory in megabytes."""
    started = time.perf_counter()
    if kind == "verify":
        damaged = [finding.text for finding in verify(folder) if finding.damage]
        if damaged:
            raise RuntimeError(damaged[0])
    else:
        with Book.open(folder) as book, tempfile.TemporaryFile() as stream:
            EXPORTERS["vcf"].write((entry.scan for entry in book.entries()), stream, ExportOptions())
    return time.perf_counter() - started, peak_megabytes()


def _questions() -> dict[str, str]:
    scans = list(islice(fictional_scans(_SEED), SMALL))
    given = Counter(scan.contact.given_name for scan in scans if scan.contact.given_name)
    one = next(scan.contact for scan in scans if scan.contact.phones and scan.contact.organization)
    native = next(scan.contact.native_name for scan in scans if scan.contact.native_name)
    return {
        "a common given name": given.most_common(1)[0][0],
        "a rare full name": max((scan.contact.full_name for scan in scans), key=len),
        "a beginning": one.family_name[:2],
        "one letter": "a",
        "three letters, apart": "a m s",
        "a number's end": one.phones[0].value[-7:],
        "a country's code": "+49",
        "a company": one.organization,
        "a name in another script": native,
        "what nobody has": "qqxyzzy",
    }


def _seconds_to_receive(book: Book, scan: CardScan) -> float:
    started = time.perf_counter()
    book.receive([_original(scan)], [scan])
    return time.perf_counter() - started


def _original(scan: CardScan) -> Original:
    return Original(scan.source.sha256, scan.source.path, "benchmark")


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
