"""What all tests share: one folder of compiled models, a book, and a way to draw a card."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cardscan.book import Book
from cardscan.model import Picture
from cardscan.settings import Settings
from tests.support.books import Clock
from tests.support.servers import DavServer, Radicale, radicale, xandikos
from tests.support.settings import frugal_settings

DrawCard = Callable[..., Picture]

collect_ignore = ["export/oracles"]  # run by the programs that they ask, in their own Python

# a shell's background jobs ignore Ctrl-C, and so would the programs that tests interrupt
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# how long an example takes says how busy the machine is, not whether the code is right;
# the same examples each time, so that a change is judged by what it changed (HYPOTHESIS=random for others)
hypothesis.settings.register_profile("cardscan", deadline=None, derandomize="HYPOTHESIS" not in os.environ)
hypothesis.settings.load_profile("cardscan")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each worker some of the longest tests to begin with, so that none is alone with them at the end.

    A worker's share is a stretch of the list, of which the others take what is left when theirs is done.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    share = -(-len(items) // workers)
    items.clear()
    for worker in range(workers):
        items += long[worker::workers]
        room = share * (worker + 1) - len(items)
        items += short[:room]
        del short[:room]


@pytest.fixture(scope="session", autouse=True)
def _models_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep compiled models, settings and what is remembered of files out of the user's folders."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ.update(CARDSCAN_CACHE_DIR=str(shared / "models"), CARDSCAN_THREADS="1")
    os.environ.update(XDG_STATE_HOME=str(base / "state"), XDG_CONFIG_HOME=str(base / "config"))


@pytest.fixture(scope="session")
def cache_dir() -> Path:
    return Path(os.environ["CARDSCAN_CACHE_DIR"])


@pytest.fixture
def settings() -> Settings:
    return frugal_settings()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    """Where a test's book lies, or would."""
    return tmp_path / "book"


@pytest.fixture
def book(book_folder: Path, clock: Clock) -> Iterator[Book]:
    """An empty book."""
    with Book.open(book_folder, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """A CardDAV server; each test makes address books of its own."""
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture(scope="session", params=["radicale", "xandikos"])
def each_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DavServer]:
    """Each of the CardDAV servers in turn; each test makes address books of its own."""
    begun = {"radicale": radicale, "xandikos": xandikos}[request.param]
    with begun(tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def draw_card() -> DrawCard:
    """Return a function that writes lines of text on a card that fills its picture."""

    def draw(*lines: str, size: int = 48, ink: str = "black", paper: str = "white") -> Picture:
        card = Image.new("RGB", (1050, 600), paper)
        pen = ImageDraw.Draw(card)
        for row, text in enumerate(lines):
            pen.text((80, 60 + round(1.9 * size) * row), text, fill=ink, font=ImageFont.load_default(size))
        pixels = np.ascontiguousarray(np.asarray(card)[:, :, ::-1])
        return Picture(pixels, "0" * 64, "drawn")

    return draw
