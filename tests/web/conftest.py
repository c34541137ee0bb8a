"""What the review page's tests share: a client of the page, and a browser."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from cardscan.book import Book
from tests.support.browsing import Visit, Visitor, chromium
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card, client_of
from tests.support.sharing import serving


@pytest.fixture
def client(book_folder: Path, book: Book) -> Iterator[TestClient]:
    """A client of the review page of `book`."""
    with client_of(book_folder) as opened:
        yield opened


@pytest.fixture
def readers() -> Iterator[ThreadPoolExecutor]:
    """Who reads and decodes, in place of processes of their own."""
    with ThreadPoolExecutor(1) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; of a module, because while one runs no other event loop can."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, book_folder: Path) -> Iterator[Visit]:
    """A visitor of the book in `book_folder`; the program runs from the first visit on."""
    visitors: list[Visitor] = []
    with serving(book_folder) as running:

        def begin(path: str = "/check", **how: object) -> Visitor:
            visitor = Visitor(browser, running.page, enter=running.enter(), **how)  # type: ignore[arg-type]
            visitors.append(visitor)
            visitor.open(path)
            return visitor

        yield begin
        for visitor in visitors:
            complaints = list(visitor.complaints)
            visitor.close()
            assert complaints == []


@pytest.fixture
def uid(book: Book) -> str:
    """The uid of the one contact in the book."""
    return add_card(book, ANNA, "title")
