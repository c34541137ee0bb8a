from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book import Book, Export
from cardscan.model import Contact
from tests.support.books import Clock, card, original

BRUNO = Contact(given_name="Bruno", family_name="Koch")
CLARA = Contact(given_name="Clara", family_name="Vogt")


def filled(folder: Path, clock: Clock) -> Book:
    book = Book.open(folder, clock=clock)
    for contact in (BRUNO, CLARA):
        name = f"{contact.given_name}.jpg"
        book.receive([original(name)], [card(contact, name)])
    return book


def export(book: Book, kind: str = "vcf 3.0", *, new: bool = True, tag: str = "") -> list[str]:
    with book.exports.run(kind, "out.vcf") as exported:
        names = []
        for entry in book.entries(new=kind if new else "", tag=tag):
            names.append(entry.contact.given_name)
            exported(entry)
    return names


def test_new_is_what_changed_since_the_last_export_of_that_kind(tmp_path: Path) -> None:
    with filled(tmp_path, Clock()) as book:
        assert export(book) == ["Bruno", "Clara"]
        assert export(book) == []
        assert export(book, "google-csv") == ["Bruno", "Clara"]
        [bruno, _] = book.entries()
        book.correct(bruno.uid, replace(BRUNO, title="Buyer"))
        assert export(book) == ["Bruno"]
        book.note(bruno.uid, "likes tea")
        assert export(book) == ["Bruno"]
        assert export(book) == []


def test_an_export_that_breaks_off_counts_for_nothing(tmp_path: Path) -> None:
    with filled(tmp_path, Clock()) as book:
        with pytest.raises(ZeroDivisionError), book.exports.run("vcf 3.0", "out.vcf") as exported:
            exported(next(book.entries()))
            raise ZeroDivisionError
        assert book.exports.runs() == ()
        assert export(book) == ["Bruno", "Clara"]


def test_an_export_of_some_leaves_the_others_new(tmp_path: Path) -> None:
    with filled(tmp_path, Clock()) as book:
        book.tag(next(book.entries()).uid, "vip")
        assert export(book, tag="vip") == ["Bruno"]
        assert export(book) == ["Clara"]


def test_what_changes_while_it_is_exported_is_new_the_next_time(tmp_path: Path) -> None:
    with filled(tmp_path, Clock()) as book, Book.open(tmp_path, clock=Clock()) as other:
        with book.exports.run("vcf 3.0", "out.vcf") as exported:
            for entry in book.entries():
                other.note(entry.uid, "written meanwhile")
                exported(entry)
        assert export(book) == ["Bruno", "Clara"]


def test_the_book_tells_its_exports(tmp_path: Path) -> None:
    clock = Clock()
    with filled(tmp_path, clock) as book:
        export(book)
        clock.tick()
        export(book)
    with Book.open(tmp_path, clock=clock) as book:
        assert book.exports.runs() == (
            Export("vcf 3.0", "out.vcf", "2026-11-22T09:30:00Z", 2),
            Export("vcf 3.0", "out.vcf", "2026-11-22T09:31:00Z", 0),
        )


def test_a_deleted_contact_is_not_exported_and_one_brought_back_is_new(tmp_path: Path) -> None:
    with filled(tmp_path, Clock()) as book:
        export(book)
        uid = next(book.entries()).uid
        book.delete(uid)
        assert export(book) == []
        book.undelete(uid)
        assert export(book) == ["Bruno"]
