import pytest

from cardscan.book import Book, Event, Selection
from cardscan.model import Contact
from tests.support.books import card, original

NAMES = ("Adler", "Brandt", "Çelik", "Dahl", "Ečer", "Fuchs", "Gál")


@pytest.fixture(autouse=True)
def seven_contacts(book: Book) -> None:
    for number, name in enumerate(reversed(NAMES)):
        file = f"{name}.jpg"
        event = Event("Mixer" if number % 2 else "Fair", "2026-11-20")
        contact = Contact(given_name="A", family_name=name, organization=f"{name} Ltd")
        [receipt] = book.receive([original(file)], [card(contact, file)], event)
        if number < 3:
            book.tag(receipt.uid, "lead")


def leafed(book: Book, limit: int, selection: Selection | None = None) -> list[list[str]]:
    """Return the names on all pages, from the first to the last."""
    found = []
    page = book.listing.page(selection or Selection(), limit=limit)
    while True:
        found.append([entry.contact.family_name for entry in page.entries])
        if not page.after:
            return found
        page = book.listing.page(selection or Selection(), after=page.after, limit=limit)


def test_pages_show_everybody_once_in_the_order_of_names(book: Book) -> None:
    assert leafed(book, 3) == [["Adler", "Brandt", "Çelik"], ["Dahl", "Ečer", "Fuchs"], ["Gál"]]
    assert leafed(book, 7) == [list(NAMES)]
    assert leafed(book, 100) == [list(NAMES)]


def test_leafing_back_shows_the_same_pages(book: Book) -> None:
    first = book.listing.page(limit=3)
    second = book.listing.page(after=first.after, limit=3)
    third = book.listing.page(after=second.after, limit=3)
    assert (first.before, third.after) == (0, 0)
    assert book.listing.page(before=third.before, limit=3) == second
    again = book.listing.page(before=second.before, limit=3)
    assert (again.entries, again.before) == (first.entries, 0)


def test_a_selection_is_leafed_through_and_counted(book: Book) -> None:
    mixer, lead = Selection(event="Mixer"), Selection(tag="lead")
    assert leafed(book, 2, mixer) == [["Brandt", "Dahl"], ["Fuchs"]]
    assert (book.listing.count(), book.listing.count(mixer), book.listing.count(lead)) == (7, 3, 3)
    assert leafed(book, 9, Selection(event="Mixer", tag="lead")) == [["Fuchs"]]
    assert book.listing.count(Selection(since="2099-01-01")) == 0


def test_deleted_contacts_are_on_no_page_and_a_page_after_one_goes_on(book: Book) -> None:
    first = book.listing.page(limit=2)
    book.delete(first.entries[1].uid)
    page = book.listing.page(after=first.after, limit=2)
    assert [entry.contact.family_name for entry in page.entries] == ["Çelik", "Dahl"]
    assert book.listing.count() == 6


def test_a_page_beside_nobody_is_empty(book: Book) -> None:
    assert book.listing.page(after=999_999).entries == ()


def test_what_is_searched_for_is_leafed_through_and_counted(book: Book) -> None:
    assert [entry.contact.family_name for entry in book.listing.all(text="ltd")] == list(NAMES)
    page = book.listing.page(text="ltd", limit=3)
    second = book.listing.page(text="ltd", after=page.after, limit=3)
    assert [entry.contact.family_name for entry in second.entries] == ["Dahl", "Ečer", "Fuchs"]
    assert book.listing.page(text="ltd", before=second.before, limit=3).entries == page.entries
    assert (book.listing.count(text="ltd"), book.listing.count(text="celik")) == (7, 1)
    mixer = book.listing.all(Selection(event="Mixer"), "dahl")
    assert [entry.contact.family_name for entry in mixer] == ["Dahl"]


@pytest.mark.parametrize("text", ["!!!", '"', "nobody", "a NEAR/2 b", "* OR *"])
def test_words_that_nobody_has_find_nobody(book: Book, text: str) -> None:
    assert list(book.listing.all(text=text)) == []
    assert book.listing.count(text=text) == 0


def test_the_checked_the_chosen_and_what_is_new_are_selections(book: Book) -> None:
    entries = book.listing.page(limit=9).entries
    book.reviews.save(entries[0].uid, entries[0].contact)
    assert leafed(book, 9, Selection(state="checked")) == [["Adler"]]
    assert book.listing.count(Selection(state="unchecked")) == 6
    assert leafed(book, 9, Selection(uids=(entries[2].uid, entries[1].uid))) == [["Brandt", "Çelik"]]
    with book.exports.run("csv", "a.csv") as exported:
        for entry in entries[1:]:
            exported(entry)
    assert leafed(book, 9, Selection(new="csv")) == [["Adler"]]
    assert book.listing.count(Selection(new="text")) == 7


def test_contacts_have_the_pictures_of_their_newest_cards(book: Book) -> None:
    entries = book.listing.page(limit=2).entries
    found = book.listing.pictures(entry.uid for entry in entries)
    assert found == {entry.uid: book.cards(entry.uid)[-1].faces[0].picture for entry in entries}


def test_the_unchecked_among_those_found_are_counted(book: Book) -> None:
    entry = book.listing.page(limit=1).entries[0]
    book.reviews.save(entry.uid, entry.contact)
    for text, unchecked, checked in (("ltd", 6, 1), ("adler", 0, 1), ("dahl", 1, 0)):
        assert book.listing.count(Selection(state="unchecked"), text) == unchecked
        assert book.listing.count(Selection(state="checked"), text) == checked
        assert len(book.listing.page(Selection(state="unchecked"), text).entries) == unchecked
