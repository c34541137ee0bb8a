"""What an address book on a server holds of the book's contacts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book.file.columns import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cardscan.book.file.access import Access

_COLUMNS = "contact.uid, name, etag, pushed.revision, agreed, sent"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What is known of a contact's card on a server."""

    uid: str
    name: str
    """Of the card within the collection."""
    etag: str
    """The server's version, when both sides agreed; "" where they have not yet."""
    revision: int
    """The contact's, when both sides agreed."""
    agreed: str
    """What both sides' cards have in common, as a vCard without its pictures; "" where that is not known."""
    sent: str
    """The digest of the card that was sent since and whose answer has not come; ""."""


class Pushes:
    """What the book remembers of one collection; each method reads or writes in a transaction of its own."""

    def __init__(self, access: Access, collection: str) -> None:
        self._access = access
        self._collection = collection

    def of(self, uids: Iterable[str]) -> Mapping[str, Pushed]:
        """Return what is known of these contacts there, by uid."""
        return self._select("contact.uid IN (SELECT value FROM json_each(?))", json.dumps(list(uids)))

    def deleted(self) -> Mapping[str, Pushed]:
        """Return those that are deleted from the book, but not there yet."""
        return self._select("contact.deleted <> ''")

    def names(self) -> frozenset[str]:
        """Return the names of all cards there that are known to be contacts of the book."""
        with self._access.reading() as db:
            rows = db.execute("SELECT name FROM pushed WHERE collection = ?", (self._collection,))
            return frozenset(name for (name,) in rows)

    def begin(self, uid: str, name: str, digest: str, *, anew: bool) -> None:
        """Note that a card is about to be sent, so that it is known again if its answer is lost.

        `anew`: it is not to take the place of one that is there.
        """
        with self._access.writing() as (db, _):
            db.execute(
                "INSERT INTO pushed (collection, contact_id, name, sent)"
                " SELECT :collection, id, :name, :sent FROM contact WHERE uid = :uid"
                " ON CONFLICT DO UPDATE SET name = :name, sent = :sent,"
                " etag = iif(:anew, '', etag), agreed = iif(:anew, '', agreed)",
                {
                    "collection": self._collection,
                    "uid": uid,
                    "name": name,
                    "sent": digest,
                    "anew": anew,
                },
            )

    def agree(self, pushed: Pushed) -> None:
        """Note that both sides hold the same."""
        with self._access.writing() as (db, _):
            db.execute(
                "INSERT OR REPLACE INTO pushed (collection, contact_id, name, etag, revision, agreed)"
                " SELECT ?, id, ?, ?, ?, ? FROM contact WHERE uid = ?",
                (
                    self._collection,
                    pushed.name,
                    pushed.etag,
                    pushed.revision,
                    storable(pushed.agreed),
                    pushed.uid,
                ),
            )

    def forget(self, uid: str) -> None:
        """Note that the card is not there any more."""
        with self._access.writing() as (db, _):
            db.execute(
                "DELETE FROM pushed WHERE collection = ?"
                " AND contact_id = (SELECT id FROM contact WHERE uid = ?)",
                (self._collection, uid),
            )

    def _select(self, condition: str, *values: str) -> Mapping[str, Pushed]:
        with self._access.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM pushed JOIN contact ON contact.id = contact_id"
                f" WHERE collection = ? AND {condition} ORDER BY contact_id",
                (self._collection, *values),
            ).fetchall()
        return {row[0]: Pushed(*row) for row in rows}
