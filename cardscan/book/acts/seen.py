"""A decision is on what a person saw: nothing is written where a contact has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.tables import contacts
from cardscan.errors import ChangedError

if TYPE_CHECKING:
    import sqlite3

WHATEVER = -1
"""For a revision: the contact as it stands is meant."""


def expect(db: sqlite3.Connection, uid: str, revision: int) -> None:
    """Raise ChangedError where the contact has another revision than this one; to be called in a transaction.

    Raises BookError where there is no such contact.
    """
    if revision != WHATEVER and contacts.entry(db, uid).revision != revision:
        raise ChangedError(f"the contact {uid} has changed meanwhile", "look at it again, and decide anew")
