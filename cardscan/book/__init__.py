"""The book: contacts, their cards and pictures, decisions and history, in one folder."""

from cardscan.book.book import Book, utc_now
from cardscan.book.records import (
    NO_EVENT,
    NOWHERE,
    BookCard,
    BookFace,
    Change,
    Entry,
    Event,
    Export,
    FollowUp,
    Imported,
    Note,
    Original,
    Receipt,
    Suspicion,
    Verdict,
)

__all__ = [
    "NOWHERE",
    "NO_EVENT",
    "Book",
    "BookCard",
    "BookFace",
    "Change",
    "Entry",
    "Event",
    "Export",
    "FollowUp",
    "Imported",
    "Note",
    "Original",
    "Receipt",
    "Suspicion",
    "Verdict",
    "utc_now",
]
