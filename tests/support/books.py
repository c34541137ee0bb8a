"""What tests of the book share: cards in files of their own, and a clock that ticks when told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cardscan.book import NO_EVENT, Book, Event, Original
from cardscan.model import CardScan, Contact, Email, Face, Line, Lines, Phone
from tests.support.fictional import ANNA, COMPANY, scan

BERTA = Contact(given_name="Berta", family_name="Álvarez", emails=(Email("berta@tea.example"),))
CARLO = Contact(given_name="Carlo", family_name="Conti", phones=(Phone("+390612345678"),))


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def tick(self, seconds: float = 60.0) -> None:
        self.now += timedelta(seconds=seconds)


def digest(name: str) -> str:
    """Return the digest that the file of this name has in tests."""
    return sha256(name.encode()).hexdigest()


def original(name: str, claim: str = "t1") -> Original:
    """Return a dropped file."""
    return Original(digest(name), f"inbox/{name}", claim)


def card(contact: Contact, file: str, number: int = 1) -> CardScan:
    """Return the contact as read from the card of that number in the file, with a picture of it."""
    plain = scan(contact, number, ("title",))
    source = replace(plain.source, path=f"inbox/{file}", sha256=digest(file))
    face = Face(source, f"picture of card {number} in {file}".encode(), 900.0, 500.0)
    lines = (Line(contact.display_name, source.quad, 0.9), Line("unread", source.quad, 0.5))
    reading = Lines(lines, "rapid", 900.0, 500.0)
    return replace(plain, source=source, faces=(face,), reading=reading, evidence={"full_name": (0,)})


def damage(file: Path, first: int = 0) -> bytes:
    """Overwrite the middle of the file, or all from a place on; return its bytes."""
    data = bytearray(file.read_bytes())
    start, end = (first, len(data)) if first else (len(data) // 2, len(data) // 2 + 9000)
    data[start:end] = b"\xa5" * (end - start)
    with file.open("rb+") as stream:  # the same file, not a new one in its place
        stream.write(data)
    return bytes(data)


def put(book: Book, contact: Contact, file: str, event: Event = NO_EVENT) -> str:
    """Let the card arrive in a file of its own; return the contact's uid."""
    [receipt] = book.receive([original(file)], [card(contact, file)], event)
    return receipt.uid


def found(book: Book, asked: str) -> list[str]:
    return [entry.contact.given_name for entry in book.search(asked)]


def fill(folder: Path, start: int = 0, number: int = 20) -> Path:
    """Put cards of so many files into the book; return the book's file."""
    with Book.open(folder, clock=Clock()) as book:
        for file in (f"{index}.jpg" for index in range(start, start + number)):
            book.receive([original(file)], [card(ANNA, file), card(COMPANY, file, 2)])
    return folder / "book.sqlite"


def pictures(folder: Path) -> list[Path]:
    return sorted((folder / "pictures").glob("??/*.jpg"))
