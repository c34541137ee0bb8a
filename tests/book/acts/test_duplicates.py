"""Two contacts that may be one: merged, or kept apart."""

from dataclasses import replace

import pytest

from cardscan.book import Book, Event, Note
from cardscan.book.daybook import PROMISE
from cardscan.errors import UsageError
from tests.support.books import BERTA, CARLO, found, put


def test_merging_gives_one_contact_all_that_both_had(book: Book) -> None:
    berta, carlo = put(book, BERTA, "b.jpg", Event("Fair")), put(book, CARLO, "c.jpg", Event("Dinner"))
    book.tag(carlo, "vip")
    book.note(carlo, "likes tea")
    book.daily.dealings.promise(carlo, "2026-12-01", "call")
    both = replace(BERTA, phones=CARLO.phones)
    book.duplicates.merge(berta, carlo, both)
    [entry] = book.entries()
    assert (entry.uid, entry.contact, entry.tags) == (berta, both, ("vip",))
    assert entry.events == (Event("Dinner"), Event("Fair"))
    assert entry.notes == (Note("2026-11-22T09:30:00Z", "likes tea"),)
    tasks = book.daily.dealings.open(berta)
    assert [(task.due, task.text) for task in tasks if task.kind == PROMISE] == [("2026-12-01", "call")]
    assert len(book.cards(berta)) == 2
    assert (found(book, "carlo"), found(book, "06 12345678 tea vip")) == ([], ["Berta"])
    assert book.history(berta)[-1].before == BERTA
    assert (book.history(carlo)[-1].kind, book.history(carlo)[-1].remark) == ("merged", f"into {berta}")


def test_a_contact_cannot_be_merged_with_itself(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    with pytest.raises(UsageError):
        book.duplicates.merge(uid, uid)
