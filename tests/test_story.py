"""Twelve people from two events: their cards read, followed up over simulated days, counted, in calendars."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.daily.advice import advice
from cardscan.book.daily.calendars import items
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.wording import reason
from cardscan.book.daybook import Due
from cardscan.export.calendar import calendar
from tests.export.oracles import javascript
from tests.support.books import Clock
from tests.support.calendars import components, of_ical, of_todoman
from tests.support.drops import person, picture
from tests.support.sites import Site

FOLDERS = {"2026-11-20 Chamber mixer": range(7), "2026-11-21 Breakfast club": range(7, 12)}


@pytest.fixture
def told(book: Book, clock: Clock, tmp_path: Path) -> Iterator[Book]:
    """The book after both folders were read, by a real reader."""
    (tmp_path / "site").mkdir()
    site = Site(tmp_path / "site")
    site.book.close()
    for folder, numbers in FOLDERS.items():
        for number in numbers:
            site.drop(f"{folder}/{number}.png", picture(person(number)))
    happenings = site.settled(site.watcher(book=book, now=clock))
    assert [happening.verdict for happening in happenings if happening.uids] == ["done"] * 12
    yield book


def people(book: Book) -> tuple[Due, ...]:
    return book.daily.plan.agenda().people


def test_the_story(told: Book, clock: Clock, tmp_path: Path) -> None:
    book = told
    uids = {entry.contact.given_name: entry.uid for entry in book.entries()}
    assert set(uids) == {person(number)[0].split()[0] for number in range(12)}
    # two are put right; one is found by a company that is spelt wrong, and tagged
    bruno, anna = (book.entry(uids[name]) for name in ("Bruno", "Anna"))
    book.reviews.save(bruno.uid, replace(bruno.contact, organization="Acme Roofing"))
    book.reviews.save(anna.uid, replace(anna.contact, title="Director"))
    assert book.reviews.left().all == 10
    [found], understood = book.listing.look_up("acmee rofing")
    assert (found.uid, understood) == (bruno.uid, "acme roofing")
    book.tag(bruno.uid, "advocate")
    # Sunday the 22nd: those of the mixer are due, five of the seven
    assert [reason(line, "2026-11-22") for line in people(book)] == ["new, Chamber mixer Fri 20"] * 5
    for line in people(book)[:3]:
        book.daily.dealings.log(line.entry.uid, Deed("wrote"), done=True)
    # Monday: two more, one of whom is promised a price list
    clock.now += timedelta(days=1)
    first, second, *_ = people(book)
    promise = Deed("called", next_due="2026-11-25", next_text="price list")
    book.daily.dealings.log(first.entry.uid, promise, done=True)
    book.daily.dealings.log(second.entry.uid, Deed("wrote"), done=True)
    # Wednesday: the promise comes first; it is kept, and something is got in return
    clock.now += timedelta(days=2)
    assert [reason(line, "2026-11-25") for line in people(book)[:2]] == [
        "you promised: price list",
        "new, Chamber mixer Fri 20",
    ]
    book.daily.dealings.log(first.entry.uid, Deed("gave", "information", "price list"), done=True)
    book.daily.dealings.log(first.entry.uid, Deed("got", "referral"))
    for line in people(book)[1:3]:
        book.daily.dealings.drop(line.entry.uid)
    assert_results(book)
    assert_calendars(book, tmp_path)
    # a month later, the advocate is to be kept in touch with
    clock.now += timedelta(days=30)
    assert bruno.uid in {line.entry.uid for line in people(book)}


def assert_results(book: Book) -> None:
    """Counted by hand: 12 new people; 3 were written to after 2 days, 2 after 3; the others were not yet."""
    this = book.daily.results.months(1)[0]
    assert (this.events, this.new, this.within_two, this.within_seven) == (2, 12, 3, 5)
    assert (this.given, this.got, this.known) == (1, 1, 5)
    assert book.daily.results.together((this,)).median == 2.0
    mixer = next(group for group in book.daily.results.groups() if group.name == "Chamber mixer")
    assert (mixer.visits, mixer.new, mixer.known, mixer.followed) == (1, 7, 0, 3)
    assert (mixer.advocates, mixer.got) == (1, 1)
    assert "follow up within a week; 41 %" in advice(book.daily, "2026-11-25", (this,))


def assert_calendars(book: Book, tmp_path: Path) -> None:
    """Three programs read the same of each follow-up.

    There are twelve first ones, five of them done and two dropped; a promise that was kept, thanks to come,
    and two to keep in touch with the advocate: the first was ended by writing to him.
    """
    found = tuple(items(book.daily.plan, "2026-11-25", details=False))
    done = {item.uid for item in found if item.status == "done"}
    assert [item.status for item in found].count("dropped") == 2
    assert (len(found), len(done)) == (16, 7)
    data = calendar(found, "tasks")
    expected = {item.uid: (item.summary, item.day) for item in found}
    with javascript() as ical:
        read = of_ical(ical, data)
    assert {uid: (task["summary"], task["due"]) for uid, task in read.items()} == expected
    tasks = {str(task["UID"]): task for task in components(data, "VTODO")}
    assert {
        uid: (str(task["SUMMARY"]), task["DUE"].dt.isoformat()) for uid, task in tasks.items()
    } == expected
    for status in ("NEEDS-ACTION", "COMPLETED", "CANCELLED"):
        assert {uid for uid, task in read.items() if task["status"] == status} == {
            uid for uid, task in tasks.items() if task["STATUS"] == status
        }
    listed = of_todoman({item.uid: calendar([item], "tasks") for item in found}, tmp_path)
    assert sorted(listed) == sorted(
        (item.summary, date.fromisoformat(item.day), item.status != "open") for item in found
    )
