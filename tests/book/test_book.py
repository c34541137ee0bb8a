import pytest
from hypothesis import given, settings

from cardscan.book import Book, Event, Imported
from cardscan.errors import BookError
from cardscan.export.formats.jsonl import contact_to_json
from cardscan.model import Contact, Phone
from tests.support.books import BERTA, CARLO, found, put
from tests.support.fictional import COMPANY
from tests.support.strategies import contacts


@settings(max_examples=25, deadline=None)
@given(contact=contacts())
def test_any_contact_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, contact: Contact) -> None:
    with Book.open(tmp_path_factory.mktemp("any")) as book:
        book.import_contacts([Imported("uid-1", contact)])
        assert contact_to_json(book.entry("uid-1").contact) == contact_to_json(contact)
        assert [entry.uid for entry in book.entries()] == ["uid-1"]


def test_text_that_utf8_cannot_hold_stops_nothing(book: Book) -> None:
    uid = put(book, Contact(given_name="An\ud800na", note="nul \x00"), "a.jpg", Event("caf\udce9"))
    book.note(uid, "caf\udce9")
    assert book.entry(uid).contact.note == "nul \x00"
    assert len(book.search("an")) == 1


def test_contacts_come_sorted_by_name(book: Book) -> None:
    for number, contact in enumerate((CARLO, COMPANY, BERTA)):
        put(book, contact, f"{number}.jpg")
    assert [entry.contact.display_name for entry in book.entries()] == [
        "Berta Álvarez", "Carlo Conti", "Ōsaka Tea Example K.K.",
    ]  # fmt: skip


def test_contacts_of_the_same_name_all_come_and_writing_goes_on_meanwhile(book: Book) -> None:
    people = (Contact(family_name="Li", phones=(Phone(f"+8610{number:08}"),)) for number in range(1203))
    book.import_contacts(Imported(contact.phones[0].value, contact) for contact in people)
    stream = book.entries()
    first = next(stream)
    book.note(first.uid, "written meanwhile")
    assert len({first.uid, *(entry.uid for entry in stream)}) == book.count() == 1203


def test_a_deleted_contact_is_found_no_more_and_comes_back(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    book.delete(uid)
    assert (book.count(), found(book, "berta"), list(book.entries())) == (0, [], [])
    assert book.entry(uid).deleted
    with pytest.raises(BookError, match="deleted"):
        book.tag(uid, "vip")
    book.undelete(uid)
    assert (book.count(), found(book, "berta")) == (1, ["Berta"])
    assert [change.kind for change in book.history(uid)] == ["scanned", "deleted", "restored"]
    assert put(book, BERTA, "again.jpg") == uid


@pytest.mark.parametrize("method", ["entry", "cards", "history", "delete", "undelete"])
def test_a_contact_that_is_not_there_is_told(book: Book, method: str) -> None:
    with pytest.raises(BookError, match="no contact nobody"):
        getattr(book, method)("nobody")


def test_names_come_before_companies_notes_and_beginnings(book: Book) -> None:
    for number, contact in enumerate((
        Contact(given_name="Ann"), Contact(given_name="Anna"), Contact(given_name="Zoe", note="ann"),
        Contact(given_name="Bob", organization="Ann & Sons"),
    )):  # fmt: skip
        put(book, contact, f"{number}.jpg")
    assert found(book, "ann") == ["Bob", "Ann", "Anna", "Zoe"]
    assert [entry.contact.given_name for entry in book.search("ann", limit=2)] == ["Bob", "Ann"]
    assert book.search("?!") == ()
