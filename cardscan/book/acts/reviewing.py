"""The queue of contacts that a person should look at, and how far along it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.acts import accepting, undoing
from cardscan.book.acts.seen import WHATEVER, expect
from cardscan.book.outcomes import Left, Waiting
from cardscan.book.records import EVERYTHING
from cardscan.book.tables import cards, contacts, history
from cardscan.book.tables.selecting import RANKS, conditions_of, values_of
from cardscan.errors import ChangedError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from cardscan.book.file.access import Access
    from cardscan.book.records import BookCard, Entry, Selection
    from cardscan.model import Contact

_CORRECTIONS_AT_ONCE = 100


class Reviews:
    """The part of the book that a person goes through."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def waiting(
        self, selection: Selection = EVERYTHING, after: tuple[int, int] = (0, 0), limit: int = 50
    ) -> tuple[Waiting, ...]:
        """Return the next contacts in the queue: the doubtful, then those nobody has looked at; oldest first.

        `after` is the place of the last one seen; it need not be in the queue any more.
        """
        found: list[Waiting] = []
        with self._access.reading() as db:
            for rank in range(after[0], len(RANKS)):
                last = after[1] if rank == after[0] else 0
                rows = db.execute(
                    f"SELECT id FROM contact WHERE {_conditions(rank, selection)} AND id > :after"
                    " ORDER BY id LIMIT :limit",
                    {**values_of(selection), "after": last, "limit": limit - len(found)},
                )
                numbers = [number for (number,) in rows]
                entries = contacts.by_number(db, numbers)
                found += [
                    Waiting(entry, (rank, number)) for number, entry in zip(numbers, entries, strict=True)
                ]
                if len(found) >= limit:
                    break
        return tuple(found)

    def left(self, selection: Selection = EVERYTHING) -> Left:
        """Return how many wait."""
        with self._access.reading() as db:
            return _left(db, selection)

    def count_waiting(self, most: int) -> int:
        """Return how many wait, counted no further than to `most`: at once, however many there are."""
        with self._access.reading() as db:
            counts = [
                f"(SELECT count(*) FROM (SELECT 1 FROM contact INDEXED BY {index} WHERE {rank} LIMIT :most))"
                for index, rank in zip(("contact_to_review", "contact_unseen"), RANKS, strict=True)
            ]
            [number] = db.execute(f"SELECT {' + '.join(counts)}", {"most": most}).fetchone()
        return min(int(number), most)

    def accept(self, selection: Selection, seen: Left) -> tuple[int, int]:
        """Note that a person says of all without a doubt that they are right; return what `take_back` takes.

        `seen` is what he was told of them: raises ChangedError where others wait by now, or none.
        """
        with self._access.writing() as (db, at):
            left = _left(db, selection)
            if not left.unseen or (left.unseen, left.newest) != (seen.unseen, seen.newest):
                raise ChangedError(
                    "other contacts wait by now than those that were shown",
                    "look at them, and accept them then",
                )
            return accepting.accept(db, _conditions(1, selection), values_of(selection), at)

    def take_back(self, accepted: tuple[int, int]) -> int:
        """Let those wait again that were accepted together; return how many.

        Those to which a person has done something since stay as they are.
        Raises BookError where none is left.
        """
        with self._access.writing() as (db, at):
            return accepting.take_back(db, accepted, at)

    def done(self, selection: Selection = EVERYTHING, since: str = "0") -> int:
        """Return how many a person has looked at since a moment, as the book writes moments."""
        conditions = ["deleted = ''", "reviewed > '0'", "reviewed >= :moment", *conditions_of(selection)]
        with self._access.reading() as db:
            return _count(db, " AND ".join(conditions), {**values_of(selection), "moment": since})

    def place(self, uid: str) -> tuple[int, int]:
        """Return where the contact stands in the queue, or would stand if it were in it."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            doubtful = _count(db, f"{RANKS[0]} AND id = :id", {"id": number})
        return (0 if doubtful else 1, number)

    def save(self, uid: str, contact: Contact, *, seen: int = WHATEVER) -> bool:
        """Note that a person has looked at the contact and says it is this; return whether that is news.

        `seen` is the revision that he looked at; raises ChangedError where it has another one by now.
        """
        with self._access.writing() as (db, at):
            expect(db, uid, seen)
            number, old = contacts.find(db, uid)
            aside = undoing.aside_to_text(undoing.aside_of(db, number))
            news = contact != old
            if news:
                contacts.update(db, number, contact, (), at)
            contacts.mark_reviewed(db, number, at)
            history.record(
                db, number, "corrected" if news else "reviewed", at, before=old if news else None, aside=aside
            )
        return news

    def change(self, uid: str, contact: Contact, *, seen: int = WHATEVER) -> None:
        """Put a person's version in the contact's place; it waits in the queue as before.

        `seen` is as for `save`.
        """
        with self._access.writing() as (db, at):
            expect(db, uid, seen)
            number, old = contacts.find(db, uid)
            if contact != old:
                aside = undoing.aside_of(db, number)
                contacts.update(db, number, contact, doubts_after(aside.needs_review, old, contact), at)
                history.record(db, number, "corrected", at, before=old, aside=undoing.aside_to_text(aside))

    def undo(self, uid: str) -> None:
        """Take back the last thing that a person did to the contact: a correction, a merging, a deletion.

        Raises BookError where there is nothing to take back, or where something came after it.
        """
        with self._access.writing() as (db, at):
            undoing.undo(db, uid, at)

    def can_undo(self, uid: str) -> bool:
        """Tell whether `undo` would find something to take back."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            return bool(undoing.last_doing(db, number))

    def events(self, limit: int = 200) -> tuple[str, ...]:
        """Return the names of the newest events."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT name FROM event WHERE name <> '' GROUP BY name ORDER BY max(date) DESC, max(id) DESC"
                " LIMIT ?",
                (limit,),
            )
            return tuple(name for (name,) in rows)

    def tags(self, limit: int = 200) -> tuple[str, ...]:
        """Return the names of the tags that somebody has."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT name FROM tag WHERE id IN (SELECT tag_id FROM contact_tag) ORDER BY name LIMIT ?",
                (limit,),
            )
            return tuple(name for (name,) in rows)

    def corrections(self) -> Iterator[tuple[Entry, BookCard]]:
        """Yield the contacts that a person has looked at, each with its card, where it has but one."""
        last = 0
        while True:
            with self._access.reading() as db:
                rows = db.execute(
                    "SELECT id FROM contact WHERE deleted = '' AND reviewed > '0' AND id > ?"
                    " AND (SELECT count(*) FROM card WHERE contact_id = contact.id) = 1"
                    " ORDER BY id LIMIT ?",
                    (last, _CORRECTIONS_AT_ONCE),
                )
                numbers = [number for (number,) in rows]
                found = [
                    (entry, cards.cards_of(db, number)[0])
                    for number, entry in zip(numbers, contacts.by_number(db, numbers), strict=True)
                ]
            if not numbers:
                return
            yield from found
            last = numbers[-1]


def doubts_after(doubts: Iterable[str], before: Contact, after: Contact) -> tuple[str, ...]:
    """Return the doubts that are left: a value that moved takes its own along, a changed one has none.

    >>> from cardscan.model import Contact, Email
    >>> a, b = Email("a@a.example"), Email("b@b.example")
    >>> doubts_after(["title", "emails[1]"], Contact(emails=(a, b)), Contact(title="New", emails=(b,)))
    ('emails[0]',)
    """
    left = []
    for key in doubts:
        name, _, index = key.rstrip("]").partition("[")
        old, new = getattr(before, name, ""), getattr(after, name, "")
        if not index:
            left += [key] if old == new else []
        elif int(index) < len(old) and old[int(index)] in new:
            left.append(f"{name}[{new.index(old[int(index)])}]")
    return tuple(left)


def _left(db: sqlite3.Connection, selection: Selection) -> Left:
    values = values_of(selection)
    [newest] = db.execute(
        f"SELECT coalesce(max(id), 0) FROM contact WHERE {_conditions(1, selection)}", values
    ).fetchone()
    doubtful, unseen = (_count(db, _conditions(rank, selection), values) for rank in range(len(RANKS)))
    return Left(doubtful, unseen, newest)


def _count(db: sqlite3.Connection, conditions: str, values: dict[str, str | int]) -> int:
    [number] = db.execute(f"SELECT count(*) FROM contact WHERE {conditions}", values).fetchone()
    return int(number)


def _conditions(rank: int, selection: Selection) -> str:
    return " AND ".join([RANKS[rank], *conditions_of(selection)])
