"""Accepting all contacts without a doubt in one go, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.acts import undoing
from cardscan.book.outcomes import Aside
from cardscan.errors import BookError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_REMARK = "with all that have no doubt"


def accept(
    db: sqlite3.Connection, conditions: str, values: Mapping[str, str | int], at: str
) -> tuple[int, int]:
    """Note that a person has looked at all contacts of these conditions, none of which has a doubt.

    Returns the first and the last row of the history that say so; there must be at least one.
    """
    asked = {**values, "at": at, "remark": _REMARK, "aside": undoing.aside_to_text(Aside())}
    cursor = db.execute(
        "INSERT INTO change (contact_id, at, kind, remark, aside)"
        f" SELECT id, :at, 'reviewed', :remark, :aside FROM contact WHERE {conditions} ORDER BY id",
        asked,
    )
    db.execute(f"UPDATE contact SET reviewed = :at WHERE {conditions}", asked)
    [last] = db.execute("SELECT last_insert_rowid()").fetchone()
    return last - cursor.rowcount + 1, last


def take_back(db: sqlite3.Connection, rows: tuple[int, int], at: str) -> int:
    """Let the contacts wait again that were accepted in these rows of the history; return how many.

    Those to which a person has done something since stay as they are. Raises BookError where none is left.
    """
    asked = {"first": rows[0], "last": rows[1], "remark": _REMARK, "at": at}
    cursor = db.execute(
        "INSERT INTO change (contact_id, at, kind, remark, undoes)"
        " SELECT contact_id, :at, 'undone', 'reviewed', id FROM change AS done"
        " WHERE id BETWEEN :first AND :last AND kind = 'reviewed' AND remark = :remark"
        " AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.contact_id = done.contact_id"
        f" AND later.id > done.id AND (later.undoes = done.id OR later.kind NOT IN ({undoing.PASSING})))",
        asked,
    )
    if cursor.rowcount < 1:
        raise BookError("there is nothing to undo here", "what was done since is not undone")
    db.execute(
        "UPDATE contact SET reviewed = '' WHERE id IN (SELECT contact_id FROM change"
        " WHERE kind = 'undone' AND undoes BETWEEN :first AND :last AND id > :last AND at = :at)",
        asked,
    )
    return int(cursor.rowcount)
