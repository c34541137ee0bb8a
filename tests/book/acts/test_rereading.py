from dataclasses import replace

import pytest

from cardscan.book import Book, Event
from cardscan.errors import BookError
from cardscan.model import CardScan, Contact, Email
from tests.support.books import card, original
from tests.support.fictional import ANNA

HALF = Contact(given_name="Ann", organization="Weber")


def read_again(contact: Contact, file: str, number: int = 1) -> CardScan:
    scan = card(contact, file, number)
    quad = ((1.0, 2.0), (90.0, 2.0), (90.0, 52.0), (1.0, 52.0))
    source = replace(scan.source, quad=quad)
    return replace(scan, source=source, faces=(replace(scan.faces[0], source=source, jpeg=b"flat again"),))


def test_a_new_reading_takes_the_old_ones_place_and_waits_for_review(book: Book) -> None:
    [receipt] = book.receive([original("a.jpg")], [card(HALF, "a.jpg")])
    book.reviews.save(receipt.uid, HALF)
    again = read_again(ANNA, "a.jpg")
    assert book.rereading.replace(receipt.card, again) == receipt.uid
    [stored] = book.cards(receipt.uid)
    assert book.entry(receipt.uid).contact == stored.scan.contact == ANNA
    assert stored.uid == receipt.card
    assert stored.faces[0].source.quad == again.source.quad
    assert book.face(stored.faces[0].picture) == b"flat again"
    assert book.reviews.left().doubtful == 1
    change = book.history(receipt.uid)[-1]
    assert (change.kind, change.before, change.card) == ("corrected", HALF, receipt.card)
    assert [entry.uid for entry in book.search("anna@weber.example")] == [receipt.uid]


def test_undo_brings_the_old_reading_back(book: Book) -> None:
    [receipt] = book.receive([original("a.jpg")], [card(HALF, "a.jpg")])
    before = book.cards(receipt.uid), book.entry(receipt.uid).contact
    book.rereading.replace(receipt.card, read_again(ANNA, "a.jpg"))
    assert book.cards(receipt.uid) != before[0]
    book.reviews.undo(receipt.uid)
    assert (book.cards(receipt.uid), book.entry(receipt.uid).contact) == before


def test_a_contact_of_two_cards_keeps_what_the_other_card_says(book: Book) -> None:
    first = replace(ANNA, emails=(Email("anna@weber.example"), Email("anna.weber@home.example")))
    [receipt] = book.receive([original("a.jpg")], [card(first, "a.jpg")])
    [again] = book.receive([original("b.jpg")], [card(ANNA, "b.jpg")])
    assert again.uid == receipt.uid
    book.rereading.replace(again.card, read_again(replace(ANNA, title="Director"), "b.jpg"))
    contact = book.entry(receipt.uid).contact
    assert (contact.title, contact.family_name) == ("Director", "Weber")
    assert len(book.cards(receipt.uid)) == 2


def test_a_missed_card_gets_the_next_number_of_its_page_and_its_event(book: Book) -> None:
    book.receive([original("a.jpg")], [card(HALF, "a.jpg")])
    sha256 = original("a.jpg").sha256
    assert book.rereading.next_number(sha256, 1) == 2
    assert book.rereading.next_number(sha256, 2) == 1
    receipt = book.rereading.add(read_again(ANNA, "a.jpg", 2), Event("Chamber mixer", "2026-11-20"))
    assert receipt.verdict == "new"
    assert book.entry(receipt.uid).events == (Event("Chamber mixer", "2026-11-20"),)
    assert book.rereading.next_number(sha256, 1) == 3


def test_a_card_that_the_book_has_not_is_refused(book: Book) -> None:
    with pytest.raises(BookError, match="there is no card"):
        book.rereading.replace("nobody", read_again(ANNA, "a.jpg"))


def test_a_card_of_a_deleted_contact_is_left_alone(book: Book) -> None:
    [receipt] = book.receive([original("a.jpg")], [card(HALF, "a.jpg")])
    book.delete(receipt.uid)
    with pytest.raises(BookError, match="deleted"):
        book.rereading.replace(receipt.card, read_again(ANNA, "a.jpg"))
    assert book.cards(receipt.uid)[0].scan.contact == HALF
