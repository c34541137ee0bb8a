"""What a task list on a server holds of the book's follow-ups."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book.file.access import Access

_THERE = "(SELECT uid, done, follow_up.revision FROM follow_up JOIN standing USING (contact_id))"
"""Follow-ups of people who are not deleted."""


@dataclass(frozen=True, slots=True)
class PushedTask:
    """What is known of a follow-up's task on a server."""

    uid: str
    name: str
    """Of the task within the collection."""
    etag: str = ""
    """The server's version, when both sides agreed; "" where they have not yet."""
    revision: int = -1
    """The follow-up's, when both sides agreed."""
    agreed: str = ""
    """What the task said here and there then; "" where that is not known."""
    sent: str = ""
    """As that, of what was sent since and whose answer has not come; ""."""


class TaskPushes:
    """What the book remembers of one task list; each method reads or writes in a transaction of its own."""

    def __init__(self, access: Access, collection: str) -> None:
        self._access = access
        self._collection = collection

    def waiting(self) -> tuple[str, ...]:
        """Return the uids of follow-ups that are open, and of those pushed that were ended since or are gone.

        By the day on which they are due.
        """
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT uid FROM follow_up JOIN standing USING (contact_id) WHERE done = '' ORDER BY due, id"
            ).fetchall()
            rows += db.execute(
                f"SELECT pushed_task.uid FROM pushed_task LEFT JOIN {_THERE} AS there USING (uid)"
                " WHERE collection = ? AND"
                " (there.uid IS NULL OR (done <> '' AND there.revision <> pushed_task.revision))",
                (self._collection,),
            ).fetchall()
        return tuple(uid for (uid,) in rows)

    def etags(self) -> Mapping[str, tuple[str, str]]:
        """Return, by uid, the name of each task there and its etag when both sides agreed."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT uid, name, etag FROM pushed_task WHERE collection = ?", (self._collection,)
            )
            return {uid: (name, etag) for uid, name, etag in rows}

    def of(self, uid: str) -> tuple[PushedTask, ...]:
        """Return what is known of a follow-up there, or ()."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT uid, name, etag, revision, agreed, sent FROM pushed_task"
                " WHERE collection = ? AND uid = ?",
                (self._collection, uid),
            )
            return tuple(PushedTask(*row) for row in rows)

    def begin(self, uid: str, name: str, sent: str, *, anew: bool) -> None:
        """Note that a task is about to be sent, so that it is known again if its answer is lost.

        `anew`: it is not to take the place of one that is there.
        """
        with self._access.writing() as (db, _):
            db.execute(
                "INSERT INTO pushed_task (collection, uid, name, sent)"
                " VALUES (:collection, :uid, :name, :sent)"
                " ON CONFLICT DO UPDATE SET name = :name, sent = :sent,"
                " etag = iif(:anew, '', etag), agreed = iif(:anew, '', agreed)",
                {
                    "collection": self._collection,
                    "uid": uid,
                    "name": name,
                    "sent": sent,
                    "anew": anew,
                },
            )

    def agree(self, pushed: PushedTask) -> None:
        """Note that both sides are at one."""
        with self._access.writing() as (db, _):
            db.execute(
                "INSERT OR REPLACE INTO pushed_task (collection, uid, name, etag, revision, agreed, sent)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (self._collection, *astuple(pushed)),
            )

    def forget(self, uid: str) -> None:
        """Note that the task is not there any more."""
        with self._access.writing() as (db, _):
            db.execute("DELETE FROM pushed_task WHERE collection = ? AND uid = ?", (self._collection, uid))
