"""Why somebody is due, in words."""

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.wording import given, reason, since
from tests.support.books import BERTA, CARLO, Clock, put


def reasons(book: Book) -> list[tuple[str, str]]:
    agenda = book.daily.plan.agenda()
    return [(reason(line, agenda.today), since(line.task, agenda.today)) for line in agenda.people]


def test_each_kind_of_follow_up_says_why(book: Book, clock: Clock) -> None:
    berta = put(book, BERTA, "b.jpg", Event("Chamber mixer", "2026-11-20"))
    carlo = put(book, CARLO, "c.jpg", Event("Fair", "2026-11-01"))
    book.daily.dealings.promise(berta, "2026-11-21", "send the price list")
    assert reasons(book) == [
        ("you promised: send the price list", "since Sat 21"),
        ("new, Fair 1 Nov", "19 days"),
    ]
    for uid in (berta, carlo):
        book.daily.dealings.log(uid, Deed("called"), done=True)
    assert reasons(book) == []
    book.tag(carlo, "advocate")
    clock.tick(31 * 86_400)
    assert reasons(book) == [("advocate, last: called 22 Nov", "since Tue 22")]
    book.daily.dealings.promise(carlo, "2026-12-23", "")
    assert reasons(book)[0] == ("you promised something", "")


def test_a_gift_says_what_is_known(book: Book) -> None:
    carlo = put(book, CARLO, "c.jpg")
    book.tag(carlo, "advocate")
    book.daily.dealings.log(carlo, Deed("got"))
    [gift] = book.daily.giving.gift()
    assert given(gift) == "Carlo Conti (you gave 0, got 1)"
    book.daily.dealings.set_want(carlo, "tea")
    assert given(book.daily.giving.gift()[0]) == 'Carlo Conti (you gave 0, got 1; they look for "tea")'
