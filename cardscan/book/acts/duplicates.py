"""Contacts that may be one: the pairs that wait, the decision, and making one of two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.acts import keeping, undoing
from cardscan.book.acts.seen import expect
from cardscan.book.dealings import follow_ups, log, standing, wants
from cardscan.book.knowing.renewal import of_both, with_lines
from cardscan.book.outcomes import Suspicion
from cardscan.book.tables import cards, contacts, history, kept, remarks, suspicions
from cardscan.errors import UsageError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cardscan.book.file.access import Access
    from cardscan.model import Contact

_AT_ONCE = 10


class Duplicates:
    """The part of the book that knows which contacts may be one."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def waiting(self) -> Iterator[Suspicion]:
        """Yield the pairs of contacts that may be one and wait for a decision."""
        last = (-1, -1)
        while True:
            with self._access.reading() as db:
                rows = suspicions.suspicions(db, last, _AT_ONCE)
                found = [_suspicion(db, row) for row in rows]
            if not rows:
                return
            yield from found
            last = rows[-1][:2]

    def of(self, uid: str) -> tuple[Suspicion, ...]:
        """Return the pairs of this contact with others that wait for a decision."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            return tuple(_suspicion(db, row) for row in suspicions.of(db, number))

    def count(self) -> int:
        """Return how many pairs wait for a decision."""
        with self._access.reading() as db:
            [number] = db.execute("SELECT count(*) FROM suspicion").fetchone()
        return int(number)

    def settle(self, uid: str, other_uid: str, *, same: bool) -> None:
        """Decide whether two contacts are one, for good; where they are, `uid` stays."""
        if same:
            self.merge(uid, other_uid)
            return
        with self._access.writing() as (db, at):
            contacts.find(db, uid), contacts.find(db, other_uid)
            suspicions.remember(db, uid, other_uid, at, same=False)

    def merge(
        self, uid: str, other_uid: str, contact: Contact | None = None, *, seen: tuple[int, ...] = ()
    ) -> None:
        """Make one contact of two, and remember the decision.

        `uid` stays, as `contact` or else with every value of both, and gets the other's cards, events, tags,
        notes, log and follow-ups; the other is deleted. `seen` are the revisions of the two that `contact`
        was made of: raises ChangedError where they have others by now.
        """
        if uid == other_uid:
            raise UsageError("a contact cannot be merged with itself")
        with self._access.writing() as (db, at):
            for entry_uid, revision in zip((uid, other_uid), seen, strict=False):
                expect(db, entry_uid, revision)
            _merge(db, uid, other_uid, contact, at)


def _suspicion(db: sqlite3.Connection, row: tuple[int, int, float, str, str]) -> Suspicion:
    first, second, likeness, reason, at = row
    entry, other = contacts.by_number(db, [first, second])
    return Suspicion(entry, other, likeness, reason, at)


def _merge(db: sqlite3.Connection, uid: str, other_uid: str, contact: Contact | None, at: str) -> None:
    number, old = contacts.find(db, uid)
    other, newer = contacts.find(db, other_uid)
    aside = undoing.aside_of(db, number)
    likeness, reason = suspicions.between(db, number, other)
    theirs = kept.scan_of(db, contacts.entry(db, other_uid))
    said = remarks.numbers_of(db, number)
    suspicions.remember(db, uid, other_uid, at, same=True)
    moved = cards.move_cards(db, other, number)
    remarks.move(db, other, number)
    tasks, ended = follow_ups.move(db, other, number, at)
    entries = log.move(db, other, number)
    wanted = wants.join(db, other, number)
    contacts.retire(db, other, at, into=number)
    suspicions.forget(db, other)
    added = {table: tuple(rows - said[table]) for table, rows in remarks.numbers_of(db, number).items()}
    history.record(db, other, "merged", at, remark=f"into {uid}")
    history.record(
        db, number, "merged", at, before=old, remark=f"with {other_uid}",
        aside=undoing.aside_to_text(
            replace(
                aside, other=other_uid, cards=moved, added=added, likeness=likeness, reason=reason,
                kept=kept.columns_of(db, number), tasks=tasks, ended=ended, entries=entries, want=wanted,
            )
        ),
    )  # fmt: skip
    one = with_lines(contact or of_both(old, newer), keeping.unjoined(db, number, theirs.record.kept))
    contacts.update(db, number, one, () if contact else aside.needs_review, at)
    standing.refresh(db, number)
    follow_ups.keep_in_touch(db, number, at)
    keeping.join(db, uid, keeping.as_kept(theirs), newer=False)
