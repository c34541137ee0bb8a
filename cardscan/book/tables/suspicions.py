"""Contacts that may be one: suspicions that wait, and decisions that are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def suspect(db: sqlite3.Connection, contact: int, other: int, likeness: float, reason: str, at: str) -> None:
    """Note that the two contacts, by row number, may be one."""
    first, second = sorted((contact, other))
    db.execute(
        "INSERT OR REPLACE INTO suspicion (contact_id, other_id, likeness, reason, at)"
        " VALUES (?, ?, ?, ?, ?)",
        (first, second, likeness, reason, at),
    )


def suspicions(
    db: sqlite3.Connection, after: tuple[int, int], limit: int
) -> list[tuple[int, int, float, str, str]]:
    """Return the next suspicions by row numbers: contact, other, likeness, reason, when."""
    return db.execute(
        "SELECT contact_id, other_id, likeness, reason, at FROM suspicion"
        " WHERE (contact_id, other_id) > (?, ?) ORDER BY contact_id, other_id LIMIT ?",
        (*after, limit),
    ).fetchall()


def remember(db: sqlite3.Connection, uid: str, other_uid: str, at: str, *, same: bool) -> None:
    """Remember the decision on the two; the suspicion is settled."""
    first, second = sorted((uid, other_uid))
    db.execute("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)", (first, second, same, at))
    db.execute(
        "DELETE FROM suspicion WHERE contact_id IN (SELECT id FROM contact WHERE uid IN (?, ?))"
        " AND other_id IN (SELECT id FROM contact WHERE uid IN (?, ?))",
        (first, second, first, second),
    )


def forget(db: sqlite3.Connection, contact: int) -> None:
    """Drop all suspicions about a contact that is no more."""
    db.execute("DELETE FROM suspicion WHERE contact_id = ? OR other_id = ?", (contact, contact))


def between(db: sqlite3.Connection, contact: int, other: int) -> tuple[float, str]:
    """Return the likeness of the two and its reason, where they are suspected; else 0 and ""."""
    row = db.execute(
        "SELECT likeness, reason FROM suspicion WHERE contact_id = ? AND other_id = ?",
        sorted((contact, other)),
    ).fetchone()
    return (float(row[0]), str(row[1])) if row else (0.0, "")


def of(db: sqlite3.Connection, contact: int) -> list[tuple[int, int, float, str, str]]:
    """Return the suspicions about a contact, in the form of `suspicions`."""
    return db.execute(
        "SELECT contact_id, other_id, likeness, reason, at FROM suspicion WHERE contact_id = :id"
        " UNION SELECT contact_id, other_id, likeness, reason, at FROM suspicion WHERE other_id = :id",
        {"id": contact},
    ).fetchall()


def reconsider(
    db: sqlite3.Connection,
    contact: tuple[int, str],
    other: tuple[int, str],
    likeness: float,
    reason: str,
    at: str,
) -> None:
    """Take back a decision on two contacts, each by row number and uid: they wait for another."""
    db.execute("DELETE FROM decision WHERE uid = ? AND other_uid = ?", sorted((contact[1], other[1])))
    if reason:
        suspect(db, contact[0], other[0], likeness, reason, at)
