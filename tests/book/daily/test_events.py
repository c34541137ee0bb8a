"""Events: hours, place and names; a folder of the old name finds a renamed one."""

import pytest

from cardscan.book import Book, Event
from cardscan.errors import BookError, UsageError
from tests.support.books import BERTA, CARLO, found, put

MIXER = Event("Mixer", "2026-11-20")


def test_an_event_has_hours_a_place_and_a_remark(book: Book) -> None:
    put(book, BERTA, "b.jpg", MIXER)
    put(book, CARLO, "c.jpg", Event("Mixer", "2026-10-20"))
    book.daily.events.describe("Mixer", hours=2, place="Hull")
    book.daily.events.describe("Mixer", "2026-11-20", remark="gave a talk", hours=3.5)
    said = [
        (event.date, event.hours, event.place, event.remark, event.people)
        for event in book.daily.events.of("Mixer")
    ]
    assert said == [("2026-11-20", 3.5, "Hull", "gave a talk", 1), ("2026-10-20", 2, "Hull", "", 1)]
    for hours in (-1, 1000):
        with pytest.raises(UsageError):
            book.daily.events.describe("Mixer", hours=hours)
    with pytest.raises(BookError, match="no event 'Fair'"):
        book.daily.events.describe("Fair", hours=1)


def test_a_renamed_event_is_found_by_its_new_name_and_by_folders_of_the_old_one(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    revision = book.entry(uid).revision
    assert book.daily.events.rename("Mixer", "Chamber mixer") == 1
    assert book.entry(uid).events == (Event("Chamber mixer", "2026-11-20"),)
    assert book.entry(uid).revision > revision  # so that address books are told
    assert found(book, "chamber mixer") == ["Berta"]
    put(book, CARLO, "c.jpg", MIXER)
    assert [event.people for event in book.daily.events.of("Chamber mixer")] == [2]
    put(book, CARLO, "c2.jpg", Event("Mixer", "2026-12-20"))  # the same series goes on
    assert len(book.daily.events.of("Chamber mixer")) == 2


def test_renaming_to_a_name_that_is_there_makes_one_event_of_two(book: Book) -> None:
    berta = put(book, BERTA, "b.jpg", MIXER)
    put(book, BERTA, "b2.jpg", Event("Chamber", "2026-11-20"))
    carlo = put(book, CARLO, "c.jpg", MIXER)
    book.daily.events.describe("Mixer", hours=2)
    book.daily.events.rename("Mixer", "Chamber")
    [event] = book.daily.events.of("Chamber")
    assert (event.people, event.hours) == (2, 2)
    assert [len(book.daily.dealings.entries(uid)) for uid in (berta, carlo)] == [1, 1]
    book.daily.events.rename("Chamber", "Mixer")  # and back: the name is not an alias of itself
    put(book, BERTA, "b3.jpg", MIXER)
    assert [event.name for event in book.daily.events.of("Mixer")] == ["Mixer"]
    assert book.daily.events.of("Chamber") == ()
