"""Cards in the queue of those that a person should look at."""

from dataclasses import replace

from cardscan.book import Book, Event, Selection
from cardscan.model import Contact, Email
from tests.support.books import card, original

PEOPLE = [
    Contact(
        given_name=name, family_name="Reviewer", emails=(Email(f"{name.lower()}@{name.lower()}.example"),)
    )
    for name in ("Adam", "Bea", "Cora", "Dan")
]


def enqueue(book: Book, contact: Contact, *, doubtful: bool, event: str = "") -> str:
    file = f"{contact.given_name}.jpg"
    scan = card(contact, file)
    scan = replace(scan, needs_review=("full_name",) if doubtful else ())
    [receipt] = book.receive([original(file)], [scan], Event(event))
    return receipt.uid


def waiting(book: Book, selection: Selection | None = None, after: tuple[int, int] = (0, 0)) -> list[str]:
    found = book.reviews.waiting(selection or Selection(), after)
    return [item.entry.contact.given_name for item in found]
