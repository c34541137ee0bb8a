"""The book: contacts, their cards, pictures and history, in one SQLite file and a folder beside it."""

from __future__ import annotations

import itertools
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from cardscan.book.acts import merging, receiving, undoing
from cardscan.book.acts.rereading import Rereading
from cardscan.book.acts.reviewing import Reviews
from cardscan.book.file import pictures
from cardscan.book.file.connection import transaction, translated
from cardscan.book.file.opening import OpenBook, back_up
from cardscan.book.records import NO_EVENT, Suspicion
from cardscan.book.tables import cards, contacts, history, remarks, suspicions
from cardscan.book.tables.exports import Exports
from cardscan.book.tables.listing import Listing
from cardscan.book.tables.pushes import Pushes
from cardscan.errors import UsageError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from cardscan.book.records import (
        ArrivalVerdict,
        BookCard,
        Change,
        Entry,
        Event,
        Imported,
        Original,
        Receipt,
    )
    from cardscan.model import CardScan, Contact

_IMPORTED_AT_ONCE = 500
_SUSPICIONS_AT_ONCE = 100


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


class Book:
    """One book of contacts; for one thread, while other threads and programs may have it open, too.

    Every method raises BookError or one of its kinds: BookBusyError, BookFullError, BookCorruptError.
    What a method writes is written whole or not at all.
    """

    def __init__(self, opened: OpenBook, clock: Callable[[], datetime]) -> None:
        self._opened = opened
        self._db = opened.db
        self._clock = clock

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        timeout: float = 30.0,
        create: bool = True,
    ) -> Self:
        """Open the book in the folder; `timeout` is how many seconds to wait for other programs.

        A book that may be damaged is checked first; an older cardscan's is backed up and brought up to
        date, a newer one's is refused.
        """
        name = f"book-{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite"
        return cls(OpenBook(folder, timeout=timeout, create=create, backup=name), clock)

    def close(self) -> None:
        """Close the book."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """Where the book and its pictures lie."""
        return self._opened.folder

    def original(self, sha256: str) -> tuple[Original, ...]:
        """Return the dropped file of this digest; () where the book has none."""
        with self._reading():
            return cards.original(self._db, sha256)

    def originals(self) -> Iterator[Original]:
        """Yield all dropped files, by digest."""
        with self._reading():
            yield from cards.stream_originals(self._db)

    def receive(
        self, originals: Sequence[Original], scans: Sequence[CardScan], event: Event = NO_EVENT
    ) -> tuple[Receipt, ...]:
        """Store files and all cards seen in them, in one transaction; return what became of each card.

        Every card's source must be one of the originals. Raises AlreadyKnownError, with nothing
        written, where one of the files is in the book.
        """
        digests_of = [[pictures.keep(self.folder, face.jpeg) for face in scan.faces] for scan in scans]
        with self._writing() as (db, at):
            for original in originals:
                cards.add_original(db, original, at)
            return tuple(
                receiving.receive_card(db, scan, digests, event, at)
                for scan, digests in zip(scans, digests_of, strict=True)
            )

    def filed(self, sha256: str, path: str) -> None:
        """Note where a dropped file lies now."""
        with self._writing() as (db, _):
            cards.move_original(db, sha256, path)

    def import_contacts(self, items: Iterable[Imported]) -> Mapping[ArrivalVerdict, int]:
        """Bring in contacts of another address book; return how many were new, known and so on.

        Some hundred are written at a time: an import that breaks off has brought in the first ones,
        and may be run again, since contacts that are there already are known by their uids.
        """
        verdicts: Counter[ArrivalVerdict] = Counter()
        pending = iter(items)
        while batch := list(itertools.islice(pending, _IMPORTED_AT_ONCE)):
            with self._writing() as (db, at):
                verdicts.update([receiving.receive_import(db, item, at).verdict for item in batch])
        return verdicts

    def count(self) -> int:
        """Return how many contacts the book has."""
        with self._reading():
            [number] = self._db.execute("SELECT count(*) FROM contact WHERE deleted = ''").fetchone()
        return int(number)

    def entry(self, uid: str) -> Entry:
        """Return one contact, deleted or not."""
        with self._reading():
            return contacts.entry(self._db, uid)

    def entries(self, *, tag: str = "", event: str = "", since: str = "", new: str = "") -> Iterator[Entry]:
        """Yield all contacts, or those of a tag, met at an event, changed since a time; sorted by name.

        With `new`, only those that no export of this kind has shown as they are now, see `exports`.

        Takes constant memory, and holds no lock between batches: a contact renamed meanwhile may come
        twice or not at all.
        """
        batches = contacts.stream(self._db, tag=tag, event=event, since=since, new=new)
        while True:
            with self._reading():
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch

    @property
    def exports(self) -> Exports:
        """What has left the book as files."""
        return Exports(self._db, self._reading, self._writing)

    @property
    def reviews(self) -> Reviews:
        """The queue of what a person should look at."""
        return Reviews(self._db, self._reading, self._writing)

    @property
    def listing(self) -> Listing:
        """Contacts by name, a page at a time."""
        return Listing(self._db, self._reading)

    @property
    def rereading(self) -> Rereading:
        """Cards read again, with other corners."""
        return Rereading(self._db, self._reading, self._writing, self.folder)

    def pushes(self, collection: str) -> Pushes:
        """Return what an address book on a server holds; `collection` is its address."""
        return Pushes(self._db, self._reading, self._writing, collection)

    def search(self, text: str, limit: int = 50) -> tuple[Entry, ...]:
        """Return the contacts that have all the words, or words that begin so; names and companies first."""
        with self._reading():
            return tuple(contacts.search(self._db, text, limit))

    def cards(self, uid: str) -> tuple[BookCard, ...]:
        """Return the contact's cards as they were read, the oldest first."""
        with self._reading():
            number, _ = contacts.find(self._db, uid, deleted=True)
            return tuple(cards.cards_of(self._db, number))

    def history(self, uid: str) -> tuple[Change, ...]:
        """Return all changes of the contact, the oldest first."""
        with self._reading():
            return tuple(history.of(self._db, *contacts.find(self._db, uid, deleted=True)))

    def face(self, digest: str) -> bytes:
        """Return a card's picture, a JPEG."""
        return pictures.load(self.folder, digest)

    def pictures(self) -> Iterator[str]:
        """Yield the digests of all pictures that the book's cards name."""
        with self._reading():
            yield from cards.stream_pictures(self._db)

    def correct(self, uid: str, contact: Contact, needs_review: Sequence[str] = ()) -> None:
        """Put a person's version in the contact's place; `needs_review` is what is still to be looked at."""
        with self._writing() as (db, at):
            number, old = contacts.find(db, uid)
            aside = undoing.aside_to_text(undoing.aside_of(db, number))
            contacts.update(db, number, contact, needs_review, at)
            contacts.mark_reviewed(db, number, "" if needs_review else at)
            history.record(db, number, "corrected", at, before=old, aside=aside)

    def delete(self, uid: str) -> None:
        """Take the contact out of the book's lists; its cards and its history stay."""
        with self._writing() as (db, at):
            number, _ = contacts.find(db, uid)
            aside = undoing.aside_to_text(undoing.aside_of(db, number))
            contacts.retire(db, number, at)
            suspicions.forget(db, number)
            history.record(db, number, "deleted", at, aside=aside)

    def undelete(self, uid: str) -> None:
        """Bring a deleted contact back."""
        with self._writing() as (db, at):
            number, contact = contacts.find(db, uid, deleted=True)
            if contacts.revive(db, number, at):
                contacts.enlist(db, number, contact)
                history.record(db, number, "restored", at)

    def merge(self, uid: str, other_uid: str, contact: Contact | None = None) -> None:
        """Make one contact of two, and remember the decision.

        `uid` stays, as `contact` where that is given, and gets the other's cards, events, tags, notes and
        follow-ups; the other is deleted.
        """
        if uid == other_uid:
            raise UsageError("a contact cannot be merged with itself")
        with self._writing() as (db, at):
            merging.merge(db, uid, other_uid, contact, at)

    def tag(self, uid: str, name: str) -> None:
        """Put a tag on the contact."""
        with self._labelling(uid) as (db, number, _):
            remarks.add_tag(db, number, name)

    def untag(self, uid: str, name: str) -> None:
        """Take a tag off the contact."""
        with self._labelling(uid) as (db, number, _):
            remarks.remove_tag(db, number, name)

    def note(self, uid: str, text: str) -> None:
        """Add a note to the contact."""
        with self._labelling(uid) as (db, number, at):
            remarks.add_note(db, number, text, at)

    def follow_up(self, uid: str, due: str, text: str) -> None:
        """Note what is to be done about the contact, and on which day (ISO 8601)."""
        with self._labelling(uid) as (db, number, _):
            remarks.add_follow_up(db, number, due, text)

    def suspicions(self) -> Iterator[Suspicion]:
        """Yield the pairs of contacts that may be one and wait for a decision."""
        last = (-1, -1)
        while True:
            with self._reading():
                rows = suspicions.suspicions(self._db, last, _SUSPICIONS_AT_ONCE)
                found = [self._suspicion(row) for row in rows]
            if not rows:
                return
            yield from found
            last = rows[-1][:2]

    def suspicions_of(self, uid: str) -> tuple[Suspicion, ...]:
        """Return the pairs of this contact with others that wait for a decision."""
        with self._reading():
            number, _ = contacts.find(self._db, uid, deleted=True)
            return tuple(map(self._suspicion, suspicions.of(self._db, number)))

    def count_suspicions(self) -> int:
        """Return how many pairs wait for a decision."""
        with self._reading():
            [number] = self._db.execute("SELECT count(*) FROM suspicion").fetchone()
        return int(number)

    def settle(self, uid: str, other_uid: str, *, same: bool) -> None:
        """Decide whether two contacts are one, for good; where they are, `uid` stays."""
        if same:
            self.merge(uid, other_uid)
            return
        with self._writing() as (db, at):
            contacts.find(db, uid), contacts.find(db, other_uid)
            suspicions.decide(db, uid, other_uid, at, same=False)

    def backup_to(self, path: Path) -> None:
        """Write a copy of the book's file, whole or not at all, while others may go on writing."""
        back_up(self._db, path)

    def _suspicion(self, row: tuple[int, int, float, str, str]) -> Suspicion:
        first, second, likeness, reason, at = row
        entry, other = contacts.by_number(self._db, [first, second])
        return Suspicion(entry, other, likeness, reason, at)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._opened.trusting(), translated(self._opened.path):
            yield

    @contextmanager
    def _writing(self) -> Iterator[tuple[sqlite3.Connection, str]]:
        at = f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._opened.keep()
        with self._opened.trusting(), transaction(self._db, self._opened.path):
            yield self._db, at

    @contextmanager
    def _labelling(self, uid: str) -> Iterator[tuple[sqlite3.Connection, int, str]]:
        """Change what users say about a contact; its words in the index follow."""
        with self._writing() as (db, at):
            number, contact = contacts.find(db, uid)
            yield db, number, at
            contacts.index(db, number, contact)
            contacts.touch(db, number, at)
