"""Why somebody is due, in words."""

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.letters import message_for
from cardscan.book.daily.wording import given, reason, since
from cardscan.messages import TEMPLATES
from cardscan.settings import Settings
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


def test_who_was_met_again_is_due_for_the_last_meeting(book: Book) -> None:
    berta = put(book, BERTA, "b.jpg", Event("Fair", "2026-03-03"))
    put(book, BERTA, "b2.jpg", Event("Chamber mixer", "2026-11-20"))
    assert reasons(book) == [("met again, Chamber mixer Fri 20", "")]
    [line] = book.daily.plan.people(berta)
    message = message_for(line, TEMPLATES, Settings())
    assert message.subject == "Good to meet you at Chamber mixer"
    assert "it was good to talk to you on Fri 20 November 2026." in message.text


def test_a_gift_says_what_is_known(book: Book) -> None:
    carlo = put(book, CARLO, "c.jpg")
    book.tag(carlo, "advocate")
    book.daily.dealings.log(carlo, Deed("got"))
    [gift] = book.daily.giving.gift()
    assert given(gift) == "Carlo Conti (you gave 0, got 1)"
    book.daily.dealings.set_want(carlo, "tea")
    assert given(book.daily.giving.gift()[0]) == 'Carlo Conti (you gave 0, got 1; they look for "tea")'
