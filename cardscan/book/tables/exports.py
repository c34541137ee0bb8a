"""What has left the book as files: exports that were completely written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardscan.book.file.columns import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cardscan.book.file.access import Access
    from cardscan.book.outcomes import Export
    from cardscan.book.records import Entry

NEW_FOR = (
    "NOT EXISTS (SELECT 1 FROM exported WHERE kind = :new"
    " AND contact_id = contact.id AND exported.revision >= contact.revision)"
)
"""The condition of contacts that no export of a kind has shown as they are now."""


class Exports:
    """The part of the book that remembers exports."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @contextmanager
    def run(self, kind: str, target: str) -> Iterator[Callable[[Entry], None]]:
        """Let the block note what it exports; it counts as exported once the block ends well.

        Takes constant memory: until then the notes are in a temporary table of SQLite's.
        """
        with self._access.reading() as db:
            db.execute(
                "CREATE TEMP TABLE IF NOT EXISTS exporting (uid TEXT PRIMARY KEY, revision INTEGER)"
                " WITHOUT ROWID"
            )
            db.execute("DELETE FROM temp.exporting")
        yield self._note
        with self._access.writing() as (db, at):
            db.execute(
                "INSERT INTO export (kind, target, at, contacts)"
                " SELECT ?, ?, ?, count(*) FROM temp.exporting",
                (kind, storable(target), at),
            )
            db.execute(
                "INSERT INTO exported (kind, contact_id, revision) SELECT ?, contact.id, exporting.revision"
                " FROM temp.exporting JOIN contact USING (uid) WHERE true"
                " ON CONFLICT (kind, contact_id) DO UPDATE SET revision = excluded.revision",
                (kind,),
            )

    def runs(self) -> tuple[Export, ...]:
        """Return all exports, the oldest first."""
        from cardscan.book.outcomes import Export  # here, as few commands ask for it

        with self._access.reading() as db:
            rows = db.execute("SELECT kind, target, at, contacts FROM export ORDER BY id")
            return tuple(Export(*row) for row in rows)

    def _note(self, entry: Entry) -> None:
        with self._access.reading() as db:
            db.execute("INSERT OR REPLACE INTO temp.exporting VALUES (?, ?)", (entry.uid, entry.revision))
