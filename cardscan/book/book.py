"""The book: contacts, their cards, pictures and history, in one SQLite file and a folder beside it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from cardscan.book.file import pictures
from cardscan.book.file.access import Access
from cardscan.book.file.opening import OpenBook, back_up
from cardscan.book.parts import Parts
from cardscan.book.records import NO_EVENT
from cardscan.book.tables import cards, contacts, history, kept, remarks, suspicions
from cardscan.days import local_day
from cardscan.errors import BookReplacedError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from cardscan.book.outcomes import ArrivalVerdict, Change, Imported, Receipt
    from cardscan.book.records import BookCard, Entry, Event, Original
    from cardscan.model import CardScan, Contact


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


class Book(Parts):
    """One book of contacts; for one thread, while other threads and programs may have it open, too.

    Every method raises BookError or one of its kinds: BookBusyError, BookFullError, BookCorruptError.
    What a method writes is written whole or not at all. What changes the book is loaded when that is asked
    for: most commands look something up, and are to answer at once.
    """

    def __init__(self, opened: OpenBook, clock: Callable[[], datetime], follow_up_days: int) -> None:
        super().__init__(Access(opened, clock))
        self._opened = opened
        self._follow_up_days = follow_up_days

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        timeout: float = 30.0,
        create: bool = True,
        follow_up_days: int = 2,
    ) -> Self:
        """Open the book in the folder; `timeout` is how many seconds to wait for other programs.

        Who is met is to be followed up `follow_up_days` later; NEVER for nobody. A book that may be damaged
        is checked first; an older cardscan's is backed up and brought up to date, a newer one's is refused.
        """
        return cls(OpenBook(folder, timeout=timeout, create=create, moment=clock()), clock, follow_up_days)

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
        with self._access.reading() as db:
            return cards.original(db, sha256)

    def originals(self) -> Iterator[Original]:
        """Yield all dropped files, by digest."""
        with self._access.reading() as db:
            yield from cards.stream_originals(db)

    def originals_since(self, moment: str) -> tuple[Original, ...]:
        """Return the dropped files that came at that moment, as the book writes moments, or later."""
        with self._access.reading() as db:
            return tuple(cards.recent_originals(db, moment))

    def receive(
        self, originals: Sequence[Original], scans: Sequence[CardScan], event: Event = NO_EVENT
    ) -> tuple[Receipt, ...]:
        """Store files and all cards seen in them, in one transaction; return what became of each card.

        Every card's source must be one of the originals. Cards of an original that has grown take the
        place of those that were read of it before. Raises AlreadyKnownError, with nothing
        written, where one of the files is in the book.
        """
        from cardscan.book.acts import receiving

        folder = self._access.folder
        digests_of = [[pictures.keep(folder, face.jpeg) for face in scan.faces] for scan in scans]
        with self._access.writing() as (db, at):
            return receiving.receive(
                db, originals, scans, digests_of, event, at, follow_up_days=self._follow_up_days
            )

    def filed(self, sha256: str, path: str) -> None:
        """Note where a dropped file lies now."""
        with self._access.writing() as (db, _):
            cards.move_original(db, sha256, path)

    def import_contacts(
        self, items: Iterable[Imported], tell: Callable[[str], object] = lambda _: None
    ) -> Mapping[ArrivalVerdict, int]:
        """Bring in contacts of another address book; return how many were new, known and so on.

        `tell` is called with what a person should know of one, and where it stands.
        Some hundred are written at a time: an import that breaks off has brought in the first ones,
        and may be run again, since contacts that are there already are known by their uids.
        """
        from cardscan.book.acts import receiving

        return receiving.receive_imports(self._access, items, tell)

    def count(self) -> int:
        """Return how many contacts the book has."""
        with self._access.reading() as db:
            [number] = db.execute("SELECT count(*) FROM contact WHERE deleted = ''").fetchone()
        return int(number)

    def entry(self, uid: str) -> Entry:
        """Return one contact, deleted or not."""
        with self._access.reading() as db:
            return contacts.entry(db, uid)

    def numbered(self, number: int) -> tuple[Entry, ...]:
        """Return the contact of this number, deleted or not, or the one that holds it since a merging."""
        with self._access.reading() as db:
            return tuple(contacts.numbered(db, number))

    def scan(self, entry: Entry) -> CardScan:
        """Return the contact in the form that exporters take, with the vCard that the book keeps of it."""
        with self._access.reading() as db:
            return kept.scan_of(db, entry)

    def take(self, uid: str, contact: Contact, vcard: str, remark: str = "") -> None:
        """Put a server's version in the contact's place, and keep its vCard, which says all of it.

        What a person should look at stays so.
        """
        from cardscan.book.acts import keeping, undoing

        with self._access.writing() as (db, at):
            number, old = contacts.find(db, uid)
            aside = undoing.aside_of(db, number)
            contacts.update(db, number, contact, aside.needs_review, at)
            keeping.take(db, uid, vcard)
            history.record(
                db, number, "corrected", at, before=old, remark=remark, aside=undoing.aside_to_text(aside)
            )

    def entries(self, *, tag: str = "", event: str = "", since: str = "", new: str = "") -> Iterator[Entry]:
        """Yield all contacts, or those of a tag, met at an event, changed since a time; sorted by name.

        With `new`, only those that no export of this kind has shown as they are now, see `exports`.

        Takes constant memory, and holds no lock between batches: a contact renamed meanwhile may come
        twice or not at all.
        """
        batches = contacts.stream(self._opened.db, tag=tag, event=event, since=since, new=new)
        while True:
            with self._access.reading():
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch

    def search(self, text: str, limit: int = 50) -> tuple[Entry, ...]:
        """Return the contacts that have all the words, or words that begin so; names and companies first."""
        with self._access.reading() as db:
            return tuple(contacts.search(db, text, limit)[0])

    def cards(self, uid: str) -> tuple[BookCard, ...]:
        """Return the contact's cards as they were read, the oldest first."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid, deleted=True)
            return tuple(cards.cards_of(db, number))

    def history(self, uid: str) -> tuple[Change, ...]:
        """Return all changes of the contact, the oldest first."""
        with self._access.reading() as db:
            return tuple(history.of(db, *contacts.find(db, uid, deleted=True)))

    def face(self, digest: str) -> bytes:
        """Return a card's picture, a JPEG."""
        return pictures.load(self.folder, digest)

    def face_place(self, digest: str) -> Path:
        """Return where a card's picture lies."""
        return pictures.path_of(self.folder, digest)

    def pictures(self) -> Iterator[str]:
        """Yield the digests of all pictures that the book's cards name."""
        with self._access.reading() as db:
            yield from cards.stream_pictures(db)

    def correct(self, uid: str, contact: Contact, needs_review: Sequence[str] = ()) -> None:
        """Put a person's version in the contact's place; `needs_review` is what is still to be looked at."""
        from cardscan.book.acts import undoing

        with self._access.writing() as (db, at):
            number, old = contacts.find(db, uid)
            aside = undoing.aside_to_text(undoing.aside_of(db, number))
            contacts.update(db, number, contact, needs_review, at)
            contacts.mark_reviewed(db, number, "" if needs_review else at)
            history.record(db, number, "corrected", at, before=old, aside=aside)

    def delete(self, uid: str) -> None:
        """Take the contact out of the book's lists; its cards and its history stay."""
        from cardscan.book.acts import undoing

        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            aside = undoing.aside_to_text(undoing.aside_of(db, number))
            contacts.retire(db, number, at)
            suspicions.forget(db, number)
            history.record(db, number, "deleted", at, aside=aside)

    def undelete(self, uid: str) -> None:
        """Bring a deleted contact back."""
        from cardscan.book.dealings import follow_ups

        with self._access.writing() as (db, at):
            number, contact = contacts.find(db, uid, deleted=True)
            if contacts.revive(db, number, at):
                contacts.enlist(db, number, contact)
                follow_ups.keep_in_touch(db, number, at)
                history.record(db, number, "restored", at)

    def tag(self, uid: str, name: str) -> None:
        """Put a tag on the contact."""
        from cardscan.book.dealings import follow_ups

        with self._labelling(uid) as (db, number, at):
            remarks.add_tag(db, number, name, local_day(at))
            follow_ups.keep_in_touch(db, number, at)

    def untag(self, uid: str, name: str) -> None:
        """Take a tag off the contact."""
        from cardscan.book.dealings import follow_ups

        with self._labelling(uid) as (db, number, at):
            remarks.remove_tag(db, number, name)
            follow_ups.keep_in_touch(db, number, at)

    def note(self, uid: str, text: str) -> None:
        """Add a note to the contact."""
        with self._labelling(uid) as (db, number, at):
            remarks.add_note(db, number, text, at)

    def backup_to(self, path: Path) -> None:
        """Write a copy of the book's file, whole or not at all, while others may go on writing."""
        with self._access.reading() as db:
            back_up(db, path)
        try:
            self._opened.expect_in_place()
        except BookReplacedError:
            path.unlink()  # a copy of the book that was replaced, newer than the one in its place
            raise

    @contextmanager
    def _labelling(self, uid: str) -> Iterator[tuple[sqlite3.Connection, int, str]]:
        """Change what users say about a contact; its words in the index follow."""
        with self._access.writing() as (db, at):
            number, contact = contacts.find(db, uid)
            yield db, number, at
            contacts.index(db, number, contact)
            contacts.touch(db, number, at)
