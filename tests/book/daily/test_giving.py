"""Whom to give something, and what is known that may help."""

from datetime import timedelta

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.model import Contact, Email
from tests.support.books import Clock, put

DORA = Contact(given_name="Dora", family_name="Klein", emails=(Email("dora@klein.example"),))
BO = Contact(given_name="Bo", family_name="Li", title="Property Manager", organization="Harbour Flats")
EVA = Contact(given_name="Eva", family_name="Roof", emails=(Email("eva@roof.example"),))


def test_a_new_card_that_fits_what_somebody_wants_is_an_introduction(book: Book, clock: Clock) -> None:
    dora = put(book, DORA, "d.jpg", Event("Fair", "2026-03-03"))
    put(book, EVA, "e.jpg")
    book.daily.dealings.set_want(dora, "property managers with flat roofs")
    assert book.daily.giving.gift() == ()  # Eva Roof has one of the words only
    put(book, BO, "b.jpg", Event("Mixer", "2026-11-20"))
    [gift] = book.daily.giving.gift()
    assert (gift.entry.uid, gift.want, gift.match[0].contact) == (
        dora,
        "property managers with flat roofs",
        BO,
    )
    book.daily.dealings.log(dora, Deed("gave", "introduction"))
    assert book.daily.giving.days_given()[-1]
    clock.now += timedelta(days=1)
    assert book.daily.giving.gift() == ()


def test_else_it_is_one_who_gave_more_than_was_given_back(book: Book) -> None:
    uids = [put(book, contact, f"{contact.given_name}.jpg") for contact in (DORA, BO, EVA)]
    for uid in uids[:2]:
        book.tag(uid, "advocate")
    book.daily.dealings.log(uids[1], Deed("got", "referral"))
    assert [gift.entry.uid for gift in book.daily.giving.gift()] == [uids[1]]
    book.daily.giving.pass_over(uids[1])
    assert [gift.entry.contact for gift in book.daily.giving.gift()] == [DORA]
    book.daily.giving.pass_over(uids[0])
    assert book.daily.giving.gift() == ()  # Eva has no tag with an interval
