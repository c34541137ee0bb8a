"""The README's and the docs' pictures of the app, from invented cards: docs/app.png, review.png and others.

python -m scripts.readme.make_screenshots
"""

from __future__ import annotations

import io
import math
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from cardscan.book import Book, Event, Original
from cardscan.cli.servers.drops import inbox_folders
from cardscan.cli.servers.phones import Phones
from cardscan.cli.servers.programs import Programs
from cardscan.inbox import Board, Happening
from cardscan.inbox.happenings import no_card, reason_told
from cardscan.many.batch import scan_file
from cardscan.settings import Settings
from cardscan.web.app import build_app
from cardscan.web.around.surroundings import Surroundings
from cardscan.web.invitation import Invitation
from cardscan.web.preferences.page import Preferences
from cardscan.web.security import Guard
from scripts.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Page

_SAMPLES = ("hard-vietnam.jpg", "qr-code.jpg", "photo-morocco-upside-down.jpg", "photo-france.jpg",
            "photo-japan.jpg", "four-cards.jpg")  # fmt: skip
_MET = Event("Chamber mixer", "2026-11-20")
_COLOURS = 128
_SIZES = {
    "app": (1180, 800, "light"), "review": (1180, 800, "light"), "review-phone": (390, 800, "dark"),
    "contacts": (1180, 560, "light"),
}  # fmt: skip
_INBOX = "document.querySelector('.others .address').textContent = '~/.local/share/cardscan-inbox'"
"""Where the drop folder is for those who name none, in place of a folder that lasts for a moment."""


def main() -> int:
    """Read some samples, open the pages on them, and take the pictures; return 0."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "book"
        happenings = fill(book)
        with serving(book, happenings) as enter, sync_playwright() as playwright:
            # the sandbox needs rights that containers lack; the pages are our own
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (width, height, scheme) in _SIZES.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    device_scale_factor=1.5,
                )
                page.goto(enter())
                page.wait_for_url("**/today")
                page.get_by_role("link", name="Add", exact=True).click()
                page.wait_for_url("**/")
                take(page, ROOT / "docs" / f"{name}.png")
            browser.close()
    return 0


def take(page: Page, target: Path) -> None:
    """Take the picture of the first page, of the contacts, or of the first card that has a doubt."""
    if target.stem == "app":
        page.evaluate(_INBOX)
    elif target.stem == "contacts":
        page.click("nav >> text=Contacts")
    else:
        page.click("#start")
        page.click("#start")
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot()))
    shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.FLOYDSTEINBERG).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def fill(folder: Path) -> Sequence[Happening]:
    """Make a book of the samples, read as a watcher would; return what it would have told."""
    told = []
    with Book.open(folder) as book:
        for name in _SAMPLES:
            path = ROOT / "samples" / name
            scans = scan_file(str(path), Settings(), faces=True).scans
            digests = {scan.source.sha256: scan.source.path for scan in scans}
            receipts = book.receive([Original(*item) for item in digests.items()], scans, _MET)
            uids = tuple(receipt.uid for receipt in receipts)
            told.append(Happening(name, "done", "", uids, uids, place=str(path)))
    path = ROOT / "samples" / "no-card.jpg"
    return [Happening(path.name, "failed", reason_told(path, [no_card(path)]), place=str(path)), *told]


def around(folder: Path, readers: ThreadPoolExecutor, happenings: Sequence[Happening]) -> Surroundings:
    """Return what is around the pages: a drop folder in which this has happened, and nobody else."""
    board = Board(inbox_folders("", folder))
    for happening in happenings:
        board.tell(happening)
    programs = Programs(folder, board, readers, Settings)
    return Surroundings(board, Phones(board, "127.0.0.1"), programs, lambda: None)


@contextmanager
def serving(folder: Path, happenings: Sequence[Happening]) -> Iterator[Callable[[], str]]:
    """Run the review page beside us; yield what returns the address that lets the next browser in."""
    keys: list[str] = []
    with ThreadPoolExecutor(1) as readers:
        config = uvicorn.Config("", host="127.0.0.1", port=0, log_level="warning")
        listener = config.bind_socket()
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        invitation = Invitation(keys.append, time.monotonic, good_for=math.inf)
        preferences = Preferences(Settings(), folder / "cardscan.toml", folder)
        beside = around(folder, readers, happenings)
        app = build_app(folder, preferences, Guard(frozenset({host})), invitation, readers, beside)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not keys:
                time.sleep(0.05)
            yield lambda: f"http://{host}/enter/{keys[-1]}"
        finally:
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    sys.exit(main())
