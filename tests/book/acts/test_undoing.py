"""Taking back the last thing that a person did."""

from dataclasses import replace

import pytest

from cardscan.book import Book, Event
from cardscan.errors import BookError
from tests.support.books import card, original
from tests.support.fictional import ANNA
from tests.support.queue import enqueue, waiting


def test_undo_brings_back_the_contact_and_its_doubts(book: Book) -> None:
    uid = enqueue(book, ANNA, doubtful=True)
    book.reviews.save(uid, replace(ANNA, family_name="Wrong"))
    book.reviews.undo(uid)
    entry = book.entry(uid)
    assert (entry.contact, entry.needs_review, book.reviews.left().doubtful) == (ANNA, ("full_name",), 1)
    assert book.search("wrong") == ()
    with pytest.raises(BookError, match="nothing to undo"):
        book.reviews.undo(uid)


def test_undo_goes_back_step_by_step(book: Book) -> None:
    uid = enqueue(book, ANNA, doubtful=True)
    first, second = (replace(ANNA, title=title) for title in ("First", "Second"))
    book.reviews.change(uid, first)
    assert book.reviews.left().doubtful == 1
    book.reviews.save(uid, second)
    book.reviews.undo(uid)
    assert book.entry(uid).contact == first
    book.reviews.undo(uid)
    assert book.entry(uid).contact == ANNA


def test_what_a_newer_card_brought_is_not_undone(book: Book) -> None:
    uid = enqueue(book, ANNA, doubtful=True)
    book.reviews.save(uid, replace(ANNA, title="Corrected"))
    newer = card(replace(ANNA, title="Promoted", department="Board"), "newer.jpg")
    [receipt] = book.receive([original("newer.jpg")], [newer])
    assert (receipt.verdict, receipt.uid) == ("renewed", uid)
    assert not book.reviews.can_undo(uid)
    with pytest.raises(BookError, match="nothing to undo"):
        book.reviews.undo(uid)
    assert book.reviews.left().doubtful == 1


def test_a_deletion_is_undone(book: Book) -> None:
    uid = enqueue(book, ANNA, doubtful=True)
    book.delete(uid)
    assert waiting(book) == []
    book.reviews.undo(uid)
    assert waiting(book) == ["Anna"]
    assert [entry.uid for entry in book.search("weber")] == [uid]


def test_undoing_a_merge_makes_two_of_one_that_wait_for_a_decision_again(book: Book) -> None:
    uid = enqueue(book, ANNA, doubtful=False, event="Fair")
    alike = replace(ANNA, given_name="Anna", emails=(), phones=(), urls=(), social=(), title="Other")
    [receipt] = book.receive([original("b.jpg")], [card(alike, "b.jpg")], Event("Mixer"))
    assert receipt.verdict == "uncertain"
    book.note(uid, "tall")
    book.note(receipt.uid, "plays chess")
    book.tag(receipt.uid, "chess")
    before = book.entry(uid)
    [suspicion] = book.duplicates.waiting()
    book.duplicates.merge(uid, receipt.uid, replace(ANNA, title="Other"))
    assert (len(book.cards(uid)), list(book.duplicates.waiting())) == (2, [])
    assert book.entry(uid).tags == ("chess",)
    book.reviews.undo(uid)
    after = book.entry(uid)
    assert (after.contact, after.tags, after.events, after.notes) == (ANNA, (), before.events, before.notes)
    assert (len(book.cards(uid)), len(book.cards(receipt.uid))) == (1, 1)
    other = book.entry(receipt.uid)
    assert (other.contact, other.tags, other.deleted) == (alike, ("chess",), "")
    [again] = book.duplicates.waiting()
    assert (again.likeness, again.reason) == (suspicion.likeness, suspicion.reason)
    assert book.duplicates.of(uid) == book.duplicates.of(receipt.uid) == (again,)
