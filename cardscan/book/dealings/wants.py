"""What people look for, as they said: one text a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def of(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    """Return what the contact wants, and since when; "" for nothing."""
    row = db.execute("SELECT text, at FROM want WHERE contact_id = ?", (number,)).fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")


def restore(db: sqlite3.Connection, number: int, want: tuple[str, str]) -> None:
    """Put this in the place of what the contact wants."""
    db.execute("DELETE FROM want WHERE contact_id = ?", (number,))
    if want[0]:
        db.execute("INSERT INTO want (contact_id, text, at) VALUES (?, ?, ?)", (number, *want))


def join(db: sqlite3.Connection, source: int, target: int) -> tuple[str, str]:
    """Let the target want what the source wants, too; return what it wanted before."""
    before, theirs = of(db, target), of(db, source)
    if theirs[0]:
        texts = "\n".join(filter(None, dict.fromkeys((before[0], theirs[0]))))
        restore(db, target, (texts, max(before[1], theirs[1])))
    return before
