"""What tests of the daily commands share: a book of today's, since commands have the computer's clock."""

from datetime import date, timedelta
from pathlib import Path

from cardscan.book import Book, Event
from cardscan.model import Contact, Email
from tests.support.books import put


def day(ahead: int) -> str:
    """Return the day so many days from today."""
    return (date.today() + timedelta(days=ahead)).isoformat()


def person(name: str, title: str = "") -> Contact:
    email = Email(f"{name.lower()}@test.example")
    return Contact(given_name=name, family_name="Test", title=title, emails=(email,))


def fill_daily(folder: Path) -> list[str]:
    """Put three people met at an event four days ago into a book; return their uids."""
    with Book.open(folder) as book:
        return [
            put(book, person(name), f"{name}.jpg", Event("Mixer", day(-4)))
            for name in ("Anna", "Bo", "Carla")
        ]
