"""Tags and notes."""

from cardscan.book import Book
from tests.support.books import BERTA, found, put


def test_labels_are_found_and_taken_off(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.tag(uid, "speaker")
    book.tag(uid, "speaker")
    book.note(uid, "knows about oolong")
    assert (found(book, "speaker"), found(book, "berta oolong")) == (["Berta"], ["Berta"])
    book.untag(uid, "speaker")
    book.untag(uid, "never there")
    assert (found(book, "speaker"), book.entry(uid).tags) == ([], ())
