"""A decision on a contact that has changed since it was looked at is not carried out."""

from dataclasses import replace

import pytest

from cardscan.book import Book
from cardscan.errors import BookError, ChangedError
from tests.support.books import BERTA, CARLO, put


def test_a_correction_of_what_has_changed_writes_nothing(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    seen = book.entry(uid).revision
    book.correct(uid, replace(BERTA, title="Owner"))
    for act in (book.reviews.save, book.reviews.change):
        with pytest.raises(ChangedError):
            act(uid, BERTA, seen=seen)
    assert book.entry(uid).contact.title == "Owner"
    book.reviews.save(uid, BERTA, seen=book.entry(uid).revision)
    assert book.entry(uid).contact == BERTA


@pytest.mark.parametrize("changed", [0, 1])
def test_two_of_which_one_has_changed_are_not_merged(book: Book, changed: int) -> None:
    uids = put(book, BERTA, "b.jpg"), put(book, CARLO, "c.jpg")
    seen = tuple(book.entry(uid).revision for uid in uids)
    book.tag(uids[changed], "vip")
    with pytest.raises(ChangedError):
        book.duplicates.merge(*uids, BERTA, seen=seen)
    assert book.count() == 2
    book.duplicates.merge(*uids, BERTA)
    assert book.count() == 1


def test_who_is_not_there_is_said_as_ever(book: Book) -> None:
    with pytest.raises(BookError, match="no contact"):
        book.reviews.save("nobody", BERTA, seen=1)
