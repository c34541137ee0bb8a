"""A contact's history: one row a change, each with what it replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.file.columns import contact_from_text, contact_to_text, storable

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.outcomes import Change, ChangeKind
    from cardscan.model import Contact


def record(
    db: sqlite3.Connection,
    contact: int,
    kind: ChangeKind,
    at: str,
    *,
    before: Contact | None = None,
    card: int | None = None,
    remark: str = "",
    aside: str = "{}",
    undoes: int | None = None,
) -> None:
    """Note a change; `before` is the contact that it replaces, where it replaces one.

    `aside` is what undoing.aside_to_text says of it, `undoes` the row number of the change that it undoes.
    """
    db.execute(
        "INSERT INTO change (contact_id, card_id, at, kind, before, remark, aside, undoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            contact, card, at, kind, contact_to_text(before) if before else "", storable(remark), aside,
            undoes,
        ),
    )  # fmt: skip


def of(db: sqlite3.Connection, contact: int, now: Contact) -> list[Change]:
    """Return the contact's changes, the oldest first; `now` is what it is after the last."""
    from cardscan.book.outcomes import Change  # here, as few commands ask for it

    rows = db.execute(
        "SELECT at, kind, before, coalesce(card.uid, ''), remark FROM change"
        " LEFT JOIN card ON card.id = card_id WHERE change.contact_id = ? ORDER BY change.id DESC",
        (contact,),
    ).fetchall()
    changes: list[Change] = []
    after = now
    for row, (at, kind, text, card, remark) in enumerate(rows, start=1):
        before = contact_from_text(text) if text or row == len(rows) else after
        changes.append(Change(at, kind, before, after, card, remark))
        after = before
    return changes[::-1]


def states(db: sqlite3.Connection, uid: str) -> list[Contact]:
    """Return all that the contact of this uid is and has been."""
    rows = db.execute(
        "SELECT before FROM change JOIN contact ON contact.id = contact_id WHERE uid = :uid AND before <> ''"
        " UNION SELECT data FROM contact WHERE uid = :uid",
        {"uid": uid},
    )
    return [contact_from_text(text) for (text,) in rows]
