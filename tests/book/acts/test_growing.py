"""Cards of a file that has grown: once in the book, with what people made of them."""

from dataclasses import replace
from pathlib import Path

from cardscan.book import Book, Original
from cardscan.model import Email
from tests.support.books import BERTA, CARLO, card, digest, original
from tests.support.fictional import ANNA, COMPANY


def grown(name: str, *earlier: str) -> Original:
    return replace(original(name), earlier=tuple(digest(file) for file in earlier))


def files(book: Book) -> list[tuple[str, int]]:
    """Return the digest and number of all cards' fronts."""
    found = [card for entry in book.entries() for card in book.cards(entry.uid)]
    return sorted((card.faces[0].source.sha256, card.faces[0].source.card) for card in found)


def test_the_first_card_is_the_same_and_the_second_is_new(book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        [first] = book.receive([original("a")], [card(ANNA, "a")])
        again, second = book.receive([grown("b", "a")], [card(ANNA, "b"), card(COMPANY, "b", 2)])
        assert (again.uid, again.verdict, again.card) == (first.uid, "again", first.card)
        assert second.verdict == "new"
        assert files(book) == [(digest("b"), 1), (digest("b"), 2)]
        assert {known.path for known in book.originals()} == {"inbox/b"}
        assert [change.kind for change in book.history(first.uid)] == ["scanned"]


def test_a_better_reading_is_the_contacts_unless_somebody_changed_it(book_folder: Path) -> None:
    better = replace(BERTA, title="Head of Tea")
    with Book.open(book_folder) as book:
        [first] = book.receive([original("a")], [card(BERTA, "a")])
        book.receive([grown("b", "a")], [card(better, "b")])
        assert book.entry(first.uid).contact == better
        book.correct(first.uid, replace(better, note="likes green"))
        book.receive([grown("c", "b", "a")], [card(BERTA, "c")])
        assert book.entry(first.uid).contact.note == "likes green"
        assert files(book) == [(digest("c"), 1)]


def test_what_was_deleted_stays_deleted(book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        [first] = book.receive([original("a")], [card(BERTA, "a")])
        book.delete(first.uid)
        book.receive([grown("b", "a")], [card(BERTA, "b"), card(CARLO, "b", 2)])
        assert [entry.contact for entry in book.entries()] == [CARLO]


def test_somebody_else_in_the_same_place_is_somebody_else(book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        book.receive([original("a")], [card(BERTA, "a")])
        [other] = book.receive([grown("b", "a")], [card(CARLO, "b")])
        assert other.verdict == "new"
        assert files(book) == sorted([(digest("a"), 1), (digest("b"), 1)])


def test_a_card_whose_back_was_read_with_it_keeps_both_sides(book_folder: Path) -> None:
    front, back = card(ANNA, "front"), card(ANNA, "back")
    with Book.open(book_folder) as book:
        both = replace(front, faces=(*front.faces, *back.faces))
        [first] = book.receive([original("front"), original("back")], [both])
        book.receive([grown("front 2", "front")], [card(ANNA, "front 2")])
        [kept] = book.cards(first.uid)
        assert len(kept.faces) == 2


def test_another_job_of_the_same_person_is_another_card(book_folder: Path) -> None:
    before = replace(ANNA, emails=(Email("anna@alpha.example"),))
    now = replace(ANNA, emails=(Email("anna@beta.example"),), organization="Beta Ltd", phones=())
    with Book.open(book_folder) as book:
        book.receive([original("a")], [card(before, "a")])
        book.receive([grown("b", "a")], [card(now, "b")])
        assert files(book) == sorted([(digest("a"), 1), (digest("b"), 1)])
