"""What tests of the book's commands share: a book of three contacts, two of them perhaps one."""

import json
from pathlib import Path

import pytest

from cardscan.book import Book, Imported
from tests.support.books import card, original
from tests.support.commands import said
from tests.support.fictional import ANNA, BILAL
from tests.support.shelves import NAMESAKE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of three contacts, two of them perhaps one."""
    with Book.open(tmp_path / "book") as book:
        book.receive([original("anna.jpg")], [card(ANNA, "anna.jpg")])
        book.import_contacts([Imported("u-namesake", NAMESAKE), Imported("u-other", BILAL)])
        [anna] = [entry.uid for entry in book.entries() if entry.contact == ANNA]
        book.tag(anna, "tea")
    return tmp_path / "book"


@pytest.fixture
def pair(folder: Path) -> str:
    """The number of the pair that waits."""
    [line] = said("duplicates", "--json", "--book", folder).splitlines()
    return str(json.loads(line)["number"])
