"""Which contacts a selection lets through."""

from cardscan.book import Book, Event
from tests.support.books import BERTA, CARLO, Clock, put


def test_contacts_come_by_tag_event_and_time(book: Book, clock: Clock) -> None:
    berta = put(book, BERTA, "b.jpg", Event("Fair", "2026-11-20"))
    clock.tick()
    carlo = put(book, CARLO, "c.jpg", Event("Dinner"))
    book.tag(carlo, "vip")
    assert [entry.uid for entry in book.entries(tag="vip")] == [carlo]
    assert [entry.uid for entry in book.entries(event="Fair")] == [berta]
    assert [entry.uid for entry in book.entries(since="2026-11-22T09:31:00Z")] == [carlo]
    assert list(book.entries(tag="vip", event="Fair")) == []
