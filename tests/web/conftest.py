"""What the review page's tests share: a client of the page, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from cardscan.book import Book
from tests.support.browsing import chromium
from tests.support.fictional import ANNA
from tests.support.reviewing import add_card, client_of


@pytest.fixture
def client(book_folder: Path, book: Book) -> Iterator[TestClient]:
    """A client of the review page of `book`."""
    with client_of(book_folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; of a module, because while one runs no other event loop can."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def uid(book: Book) -> str:
    """The uid of the one contact in the book."""
    return add_card(book, ANNA, "title")
