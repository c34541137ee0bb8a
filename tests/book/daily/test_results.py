"""Results, counted by hand."""

from datetime import timedelta

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.model import Contact, Email
from tests.support.books import Clock, put


def person(name: str) -> Contact:
    return Contact(given_name=name, emails=(Email(f"{name.lower()}@people.example"),))


def met(book: Book, name: str, event: str, date: str) -> str:
    return put(book, person(name), f"{name}{event}{date}.jpg", Event(event, date))


def test_months_groups_and_goals_are_as_counted_by_hand(book: Book, clock: Clock) -> None:
    ada, ben = met(book, "Ada", "Mixer", "2026-10-05"), met(book, "Ben", "Mixer", "2026-11-10")
    cy = met(book, "Cy", "Club", "2026-11-20")
    met(book, "Ada", "Mixer", "2026-11-10")  # known before
    met(book, "Dan", "Mixer", "2026-12-01")  # an event to come
    dealings = book.daily.dealings
    dealings.log(ada, Deed("wrote", day="2026-10-06"))
    dealings.log(ada, Deed("called", day="2026-11-11"))
    dealings.log(ben, Deed("wrote", day="2026-11-15"))
    dealings.log(cy, Deed("gave", "information", day="2026-11-21"))
    dealings.log(cy, Deed("got", "referral", day="2026-11-22"))
    dealings.log(ben, Deed("referred", day="2026-11-22"))
    book.tag(ben, "advocate")
    book.daily.events.describe("Mixer", hours=2)
    october, november = book.daily.results.months(2)
    assert (october.name, october.events, october.new, october.known) == ("2026-10", 1, 1, 1)
    assert (november.events, november.new, november.known, november.given, november.got) == (2, 2, 2, 2, 1)
    assert (november.within_two, november.within_seven) == (1, 2)
    all_ = book.daily.results.together((october, november))
    assert (all_.events, all_.new, all_.known, all_.within_two, all_.within_seven) == (3, 3, 2, 2, 3)
    assert all_.median == 1.0
    mixer, club = sorted(book.daily.results.groups(), key=lambda group: group.name, reverse=True)
    assert (mixer.visits, mixer.last, mixer.hours, mixer.new, mixer.known) == (2, "2026-11-10", 4, 2, 1)
    assert (mixer.followed, mixer.advocates, mixer.got) == (1, 1, 0)
    assert (club.visits, club.new, club.known, club.followed, club.got) == (1, 1, 0, 1, 1)
    assert (mixer.target, club.target) == (0, 0)
    sought = book.daily.results.groups(target=("advocate", "client"))
    assert {group.name: group.target for group in sought} == {"Mixer": 1, "Club": 0}
    # Sunday the 22nd of November: the weeks that began on 5 October, on 9 November, and this one
    assert book.daily.results.weeks(8) == (False, True, False, False, False, False, True, True)
    clock.now += timedelta(days=30)
    assert book.daily.results.months(1)[0].events == 1


def test_who_was_deleted_was_not_known_before(book: Book) -> None:
    ada = met(book, "Ada", "Mixer", "2026-10-05")
    met(book, "Ada", "Mixer", "2026-11-10")
    met(book, "Ben", "Mixer", "2026-11-10")
    assert [(group.new, group.known) for group in book.daily.results.groups()] == [(2, 1)]
    book.delete(ada)
    assert [(group.new, group.known) for group in book.daily.results.groups()] == [(1, 0)]


def test_an_empty_book_has_results_of_nothing(book: Book) -> None:
    assert [month.name for month in book.daily.results.months(12)][::11] == ["2025-12", "2026-11"]
    assert book.daily.results.groups() == ()
    assert book.daily.results.together(book.daily.results.months()).median == -1
