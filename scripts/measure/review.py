"""What the review page costs on a book of 100,000 fictional contacts: milliseconds a page, and memory.

python -m scripts.measure.review [CONTACTS]
"""

from __future__ import annotations

import math
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from cardscan.book import Book, Event, Original
from cardscan.cli.servers.drops import inbox_folders
from cardscan.cli.servers.phones import Phones
from cardscan.cli.servers.programs import Programs
from cardscan.inbox import Board
from cardscan.settings import Settings
from cardscan.web.app import build_app
from cardscan.web.around.surroundings import Surroundings
from cardscan.web.invitation import Invitation
from cardscan.web.preferences.page import Preferences
from cardscan.web.security import Guard
from scripts.measure.book import LARGE
from scripts.measure.book_cards import fictional_scans

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardscan.model import CardScan

_HOST = "127.0.0.1:8765"
_BUILT_AT_ONCE = 1_000
_DOUBTFUL = 4
"""One card of so many has a doubt."""
_PAGES = 1_000
_TIMES = 100
_TYPED = ("anna m", "weber", "müller g", "+4930", "kowalski", "m s a", "www", "qqxyzzy")
"""What somebody types into the search, letter by letter."""
_MORE = re.compile(r'class="more"><a class="button" href="([^"]+)"')
_NEXT = re.compile(r'href="([^"]+)" rel="next"')
_PATHS = (
    "/", "/check?event=Fair+3", "/check?since=2026-11-20", "/contacts?event=Fair+3",
    "/contacts?state=unchecked",
    "/contacts?q=anna", "/contacts?q=a&event=Fair+3", "/export", "/export?q=anna", "/duplicates", "/settings",
)  # fmt: skip
_SKIP = re.compile(r'href="([^"]+)" id="next"')


def main(contacts: int = LARGE, pages: int = _PAGES) -> int:
    """Build the book, leaf through it, print the figures; return 0."""
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(1) as readers:
        build(Path(place), contacts)
        keys: list[str] = []
        invitation = Invitation(keys.append, time.monotonic, good_for=math.inf)
        preferences = Preferences(Settings(), Path(place) / "cardscan.toml", Path(place))
        beside, guard = around(Path(place), readers), Guard(frozenset({_HOST}))
        app = build_app(Path(place), preferences, guard, invitation, readers, beside)
        with TestClient(app, base_url=f"http://{_HOST}") as client:
            client.get(f"/enter/{keys[-1]}")
            print(f"{'ms':<44}{'median':>10}{'99 %':>10}{'MB':>10}")
            report(f"{pages:,} pages of the queue, in order", client, "/check", _MORE, pages)
            report(f"{pages:,} cards, one after the other", client, "/next", _SKIP, pages)
            report(f"{pages:,} pages of contacts, in order", client, "/contacts", _NEXT, pages)
            for path in _PATHS:
                report(path, client, path, None, _TIMES)
            report_typing(client)
    return 0


def around(folder: Path, readers: ThreadPoolExecutor) -> Surroundings:
    """Return what is around the pages: a drop folder that nobody reads, and nobody else."""
    board = Board(inbox_folders("", folder / "drops"))
    programs = Programs(folder, board, readers, Settings)
    return Surroundings(board, Phones(board, "127.0.0.1"), programs, lambda: None)


def build(folder: Path, contacts: int) -> None:
    """Make a book of so many cards, some with a doubt, from twenty events."""
    scans = islice(fictional_scans(), contacts)
    with Book.open(folder) as book:
        number = 0
        while batch := list(islice(scans, _BUILT_AT_ONCE)):
            doubtful = [
                replace(scan, needs_review=("title",)) if index % _DOUBTFUL == 0 else scan
                for index, scan in enumerate(batch)
            ]
            book.receive([_original(scan) for scan in batch], doubtful, Event(f"Fair {number % 20}"))
            number += 1


def report_typing(client: TestClient) -> None:
    """Print what the list costs while somebody types what is searched for: each letter asks for it anew."""
    begun = [text[:end] for text in _TYPED for end in range(1, len(text) + 1)]
    seconds = []
    for _ in range(_TIMES // 20):
        for text in begun:
            started = time.perf_counter()
            client.get("/contacts", params={"q": text, "part": "list"})
            seconds.append(time.perf_counter() - started)
    _print(f"searched while one types, {len(begun)} beginnings", seconds)


def report(title: str, client: TestClient, path: str, link: re.Pattern[str] | None, times: int) -> None:
    """Print what so many pages cost, each leading to the next by its link."""
    seconds = list(_leafed(client.get, path, link, times))
    _print(title, seconds)


def _print(title: str, seconds: list[float]) -> None:
    print(f"  {title:<42}{1000 * median(seconds):10.1f}{1000 * quantiles(seconds, n=100)[-1]:10.1f}"
          f"{_megabytes():10.1f}")  # fmt: skip


def _leafed(get: Callable[..., object], path: str, link: re.Pattern[str] | None, times: int) -> list[float]:
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        text = str(getattr(get(path), "text", ""))
        seconds.append(time.perf_counter() - started)
        if link is not None:
            found = link.search(text)
            if not found:
                break
            path = found[1].replace("&amp;", "&")
    return seconds


def _megabytes() -> float:
    """Return this process's resident size now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS:")), 0.0)


def _original(scan: CardScan) -> Original:
    return Original(scan.source.sha256, scan.source.path, "benchmark")


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
