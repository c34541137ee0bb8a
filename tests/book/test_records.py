"""What the book gives."""

from cardscan.book import Book
from tests.support.books import BERTA, card, put


def test_an_entry_can_be_exported_as_a_card(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    scan = book.entry(uid).scan
    assert (scan.contact, scan.source, scan.needs_review) == (BERTA, card(BERTA, "b.jpg").source, ("title",))
    assert (scan.reading.reader, scan.confidence) == ("rapid", {"full_name": 0.98})
