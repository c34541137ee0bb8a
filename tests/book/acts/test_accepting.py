"""All contacts without a doubt, accepted in one go and taken back."""

from dataclasses import replace

import pytest

from cardscan.book import EVERYTHING, Book, Left, Selection
from cardscan.errors import BookError, ChangedError
from tests.support.queue import PEOPLE, enqueue, waiting


def test_those_without_a_doubt_are_accepted_and_wait_again_when_that_is_taken_back(book: Book) -> None:
    doubtful, *others = (enqueue(book, person, doubtful=not i) for i, person in enumerate(PEOPLE))
    accepted = book.reviews.accept(EVERYTHING, book.reviews.left())
    assert waiting(book) == ["Adam"]
    assert [book.entry(uid).checked for uid in (doubtful, *others)] == [False, True, True, True]
    assert book.history(others[0])[-1].kind == "reviewed"
    assert book.reviews.take_back(accepted) == 3
    assert waiting(book) == ["Adam", "Bea", "Cora", "Dan"]
    with pytest.raises(BookError):
        book.reviews.take_back(accepted)


def test_what_was_done_since_is_not_taken_back(book: Book) -> None:
    uids = [enqueue(book, person, doubtful=False) for person in PEOPLE]
    accepted = book.reviews.accept(EVERYTHING, book.reviews.left())
    book.correct(uids[0], replace(PEOPLE[0], title="Chief"))
    book.delete(uids[1])
    book.reviews.undo(uids[2])
    assert book.reviews.take_back(accepted) == 1
    assert waiting(book) == ["Cora", "Dan"]
    assert book.entry(uids[0]).contact.title == "Chief"


def test_nothing_is_accepted_that_was_not_shown(book: Book) -> None:
    enqueue(book, PEOPLE[0], doubtful=False, event="Fair")
    seen = book.reviews.left()
    enqueue(book, PEOPLE[1], doubtful=False)
    with pytest.raises(ChangedError):
        book.reviews.accept(EVERYTHING, seen)
    book.reviews.accept(Selection(event="Fair"), book.reviews.left(Selection(event="Fair")))
    assert waiting(book) == ["Bea"]
    with pytest.raises(ChangedError):
        book.reviews.accept(Selection(event="Fair"), Left(0, 0))
