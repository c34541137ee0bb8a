"""Originals and cards: what was dropped, and what was read on it."""

from dataclasses import replace

from cardscan.book import Book
from tests.support.books import card, digest, original, put
from tests.support.fictional import ANNA


def test_a_card_comes_back_as_it_was_read(book: Book) -> None:
    scan = card(ANNA, "a.jpg")
    [receipt] = book.receive([original("a.jpg")], [scan])
    [kept] = book.cards(receipt.uid)
    assert kept.scan == replace(scan, faces=(), elapsed={})
    assert kept.scan.unread == ("unread",)
    assert (kept.uid, kept.scanned, receipt.verdict) == (receipt.card, "2026-11-22T09:30:00Z", "new")
    [face] = kept.faces
    assert (face.source, face.width, face.height) == (scan.source, 900.0, 500.0)
    assert book.face(face.picture) == scan.faces[0].jpeg


def test_both_sides_of_a_card_are_kept(book: Book) -> None:
    front, back = card(ANNA, "front.jpg"), card(ANNA, "back.jpg")
    both = replace(front, faces=front.faces + back.faces)
    [receipt] = book.receive([original("front.jpg"), original("back.jpg")], [both])
    [kept] = book.cards(receipt.uid)
    assert [face.source.path for face in kept.faces] == ["inbox/front.jpg", "inbox/back.jpg"]
    assert len(set(book.pictures())) == 2


def test_a_card_without_pictures_keeps_its_place_in_the_original(book: Book) -> None:
    scan = replace(card(ANNA, "a.jpg"), faces=())
    [receipt] = book.receive([original("a.jpg")], [scan])
    [face] = book.cards(receipt.uid)[0].faces
    assert (face.source, face.picture) == (scan.source, "")
    assert list(book.pictures()) == []


def test_where_an_original_lies_is_kept_even_if_its_name_is_no_text(book: Book) -> None:
    uid = put(book, ANNA, "a.jpg")
    [known] = book.original(digest("a.jpg"))
    assert (known.path, known.claim, known.received) == ("inbox/a.jpg", "t1", "2026-11-22T09:30:00Z")
    book.filed(digest("a.jpg"), "done/caf\udce9.jpg")
    assert [known.path for known in book.originals()] == ["done/caf\udce9.jpg"]
    assert book.cards(uid)[0].faces[0].source.path == book.entry(uid).source.path == "done/caf\udce9.jpg"
