"""What tests of pushing follow-ups share."""

import pytest

from cardscan.book import Book
from tests.support.books import BERTA, CARLO, put
from tests.support.tasks import MIXER


@pytest.fixture
def uids(book: Book) -> tuple[str, str]:
    """Two people who were met; each has a follow-up, due on 22 November, which is today."""
    return put(book, BERTA, "b.jpg", MIXER), put(book, CARLO, "c.jpg", MIXER)
