"""Twelve people from two events, from their cards to the results, over simulated days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from cardscan.book import Book, Event
from cardscan.book.daily.advice import advice
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.wording import reason
from cardscan.book.daybook import Due
from cardscan.model import Contact, Email
from tests.support.books import Clock, card, original

MIXER, BREAKFAST = Event("Chamber mixer", "2026-11-20"), Event("Breakfast club", "2026-11-21")
GUESTS = {
    MIXER: ("Ada Ash", "Ben Bell", "Cleo Cook", "Dan Dale", "Eva Earl", "Finn Ford", "Gus Gray"),
    BREAKFAST: ("Hal Hart", "Ivy Ives", "Jim Jay", "Kit Kerr", "Lou Lamb"),
}


def guest(name: str, company: str) -> Contact:
    given, family = name.split()
    email = Email(f"{given.lower()}@{family.lower()}.example")
    return Contact(given_name=given, family_name=family, organization=company, emails=(email,))


@pytest.fixture
def uids(book: Book) -> Iterator[dict[str, str]]:
    """The book after both folders were read; two companies were read wrong."""
    found = {}
    for event, names in GUESTS.items():
        for name in names:
            contact = guest(name, "Acme R0ofing" if name == "Ben Bell" else f"{name.split()[1]} & Co")
            [receipt] = book.receive([original(f"{name}.jpg")], [card(contact, f"{name}.jpg")], event)
            found[name] = receipt.uid
    yield found


def people(book: Book) -> tuple[Due, ...]:
    return book.daily.plan.agenda().people


def test_the_story(book: Book, clock: Clock, uids: dict[str, str]) -> None:
    assert (book.count(), book.reviews.left().all) == (12, 12)
    # two are put right; one is found by a company that is spelt wrong, and tagged
    book.reviews.save(
        uids["Ben Bell"], replace(book.entry(uids["Ben Bell"]).contact, organization="Acme Roofing")
    )
    book.reviews.save(uids["Ada Ash"], replace(book.entry(uids["Ada Ash"]).contact, title="Director"))
    [ben], told = book.listing.look_up("acmee rofing")
    assert (ben.uid, told) == (uids["Ben Bell"], "acme roofing")
    book.tag(ben.uid, "advocate")
    # Sunday the 22nd: those of the mixer are due, five of the seven
    assert [reason(line, "2026-11-22") for line in people(book)] == ["new, Chamber mixer Fri 20"] * 5
    written = [line.entry.uid for line in people(book)[:3]]
    for uid in written:
        book.daily.dealings.log(uid, Deed("wrote"), done=True)
    # Monday: two more, one of whom is promised a price list
    clock.now += timedelta(days=1)
    first, second, *_ = people(book)
    book.daily.dealings.log(
        first.entry.uid, Deed("called", next_due="2026-11-25", next_text="price list"), done=True
    )
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
    # counted by hand: 12 new people; 3 were written to after 2 days, 2 after 3; the others were not yet
    this = book.daily.results.months(1)[0]
    assert (this.events, this.new, this.within_two, this.within_seven) == (2, 12, 3, 5)
    assert (this.given, this.got, this.known) == (1, 1, 5)
    assert book.daily.results.together((this,)).median == 2.0
    mixer = next(group for group in book.daily.results.groups() if group.name == "Chamber mixer")
    assert (mixer.visits, mixer.new, mixer.known, mixer.followed, mixer.advocates, mixer.got) == (
        1,
        7,
        0,
        3,
        1,
        1,
    )
    assert "follow up within a week; 41 %" in advice(book.daily, "2026-11-25", (this,))
    # a month later, the advocate is to be kept in touch with
    clock.now += timedelta(days=30)
    assert ben.uid in {line.entry.uid for line in people(book)}
