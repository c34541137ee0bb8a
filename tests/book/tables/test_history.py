"""What a contact was before."""

from dataclasses import replace

from cardscan.book import Book
from cardscan.model import Contact
from tests.support.books import BERTA, Clock, found, put


def test_a_correction_replaces_the_contact_and_keeps_the_old_one_in_the_history(
    book: Book, clock: Clock
) -> None:
    read = replace(BERTA, title="Director")
    uid = put(book, read, "b.jpg")
    clock.tick()
    better = replace(BERTA, given_name="Gerda")
    book.correct(uid, better)
    entry = book.entry(uid)
    assert (entry.contact, entry.needs_review, entry.revision) == (better, (), 2)
    assert (entry.created, entry.changed) == ("2026-11-22T09:30:00Z", "2026-11-22T09:31:00Z")
    scanned, corrected = book.history(uid)
    assert (scanned.kind, scanned.before, scanned.after) == ("scanned", Contact(), read)
    assert (corrected.kind, corrected.before, corrected.after) == ("corrected", read, better)
    assert (found(book, "gerda"), found(book, "director")) == (["Gerda"], [])
    assert book.cards(uid)[0].scan.contact == read
