"""The book: contacts, their cards and pictures, decisions and history, in one folder."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.book.book import Book, utc_now
    from cardscan.book.outcomes import (
        ArrivalVerdict,
        Change,
        Export,
        Imported,
        Left,
        Receipt,
        Suspicion,
        Waiting,
    )
    from cardscan.book.records import (
        EVERYTHING,
        NO_EVENT,
        NOWHERE,
        BookCard,
        BookFace,
        Entry,
        Note,
        Original,
        Selection,
    )
    from cardscan.model import Event

__all__ = [
    "EVERYTHING",
    "NOWHERE",
    "NO_EVENT",
    "ArrivalVerdict",
    "Book",
    "BookCard",
    "BookFace",
    "Change",
    "Entry",
    "Event",
    "Export",
    "Imported",
    "Left",
    "Note",
    "Original",
    "Receipt",
    "Selection",
    "Suspicion",
    "Waiting",
    "utc_now",
]

_HOMES = {
    "Book": "book",
    "utc_now": "book",
    **dict.fromkeys(
        (
            "ArrivalVerdict",
            "Change",
            "Export",
            "Imported",
            "Left",
            "Receipt",
            "Suspicion",
            "Waiting",
        ),
        "outcomes",
    ),
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is: few commands need all of it, and they are to answer at once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cardscan.book.{_HOMES.get(name, 'records')}"), name)
