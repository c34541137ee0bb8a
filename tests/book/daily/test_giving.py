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
    assert book.daily.giving.pass_over(uids[1])
    assert [gift.entry.contact for gift in book.daily.giving.gift()] == [DORA]
    assert not book.daily.giving.pass_over(uids[0])  # Eva has no tag with an interval
    assert [gift.entry.contact for gift in book.daily.giving.gift()] == [DORA]


def test_the_gift_is_chosen_once_a_day_whatever_happens_meanwhile(book: Book, clock: Clock) -> None:
    dora, bo, eva = (put(book, contact, f"{contact.given_name}.jpg") for contact in (DORA, BO, EVA))
    for uid in (dora, bo, eva):
        book.tag(uid, "advocate")
    giving = book.daily.giving

    def proposed() -> list[tuple[str, bool]]:
        with Book.open(book.folder, clock=clock) as other:  # the terminal, beside the page
            found = [(gift.entry.uid, gift.given) for gift in other.daily.giving.gift()]
        assert found == [(gift.entry.uid, gift.given) for gift in giving.gift()]
        return found

    assert proposed() == [(dora, False)]
    book.daily.dealings.log(eva, Deed("got"))  # whom one owes something now
    assert proposed() == [(dora, False)]
    book.daily.dealings.log(dora, Deed("gave"))
    assert proposed() == [(dora, True)]
    clock.now += timedelta(days=1)
    assert proposed() == [(eva, False)]
    book.delete(eva)
    assert proposed() == [(bo, False)]
    giving.pass_over(bo)
    assert proposed() == [(dora, False)]
    clock.now -= timedelta(days=1)  # set back
    assert proposed() == [(bo, False)]


def test_an_introduction_stays_while_both_are_there(book: Book) -> None:
    dora = put(book, DORA, "d.jpg")
    book.daily.dealings.set_want(dora, "property managers")
    assert book.daily.giving.gift() == ()
    bo = put(book, BO, "b.jpg")
    [gift] = book.daily.giving.gift()  # on the day on which there was nobody
    assert [match.uid for match in gift.match] == [bo]
    book.daily.dealings.set_want(dora, "owners of roofs")
    assert [other.uid for again in book.daily.giving.gift() for other in again.match] == [bo]
    book.daily.dealings.set_want(dora, "")
    assert book.daily.giving.gift() == ()
    book.daily.dealings.set_want(dora, "property managers")
    assert book.daily.giving.gift() != ()
    book.delete(bo)
    assert book.daily.giving.gift() == ()
