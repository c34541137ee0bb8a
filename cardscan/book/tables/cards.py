"""Originals and cards: what was dropped, what was read on it; rows that no later change touches."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cardscan.book.file.columns import (
    contact_from_text,
    contact_to_text,
    path_from_bytes,
    path_to_bytes,
    quad_from_json,
    quad_to_json,
    reading_from_text,
    reading_to_text,
    to_text,
)
from cardscan.book.records import NOWHERE, BookCard, BookFace, Original
from cardscan.days import local_day
from cardscan.errors import AlreadyKnownError
from cardscan.model import CardScan, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.model import Contact

FirstCard: TypeAlias = "tuple[Source, str, Mapping[str, float]]"
"""Of a contact's first card: where it was seen, by which reader, how sure each field is."""

NO_CARD: FirstCard = (NOWHERE, "", {})

_ORIGINAL = "sha256, CAST(path AS BLOB), claim, received"


def add_original(db: sqlite3.Connection, original: Original, at: str) -> None:
    """Note a file that was dropped; raises AlreadyKnownError where its digest is in the book."""
    try:
        db.execute(
            "INSERT INTO original (sha256, path, claim, received) VALUES (?, CAST(? AS TEXT), ?, ?)",
            (original.sha256, path_to_bytes(original.path), original.claim, at),
        )
    except sqlite3.IntegrityError as error:
        raise AlreadyKnownError(f"{original.path}: the book has this very file already") from error


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """A card as it was read of an earlier state of a file, and the contact that holds it."""

    number: int
    """Its row's, as is `holder` the contact's."""
    uid: str
    as_read: Contact
    faces: int
    holder: int
    holder_uid: str
    contact: Contact
    deleted: str


def card_at(db: sqlite3.Connection, sha256: str, page: int, number: int) -> tuple[ReadBefore, ...]:
    """Return the card whose front was seen at this place of a file; () where there was none."""
    rows = db.execute(
        "SELECT card.id, card.uid, contact_as_read, contact.id, contact.uid, data, deleted,"
        " (SELECT count(*) FROM face WHERE card_id = card.id)"
        " FROM face JOIN card ON card.id = card_id JOIN contact ON contact.id = contact_id"
        " WHERE original = ? AND page = ? AND number = ? AND side = 0",
        (sha256, page, number),
    )
    return tuple(
        ReadBefore(card, uid, contact_from_text(text), faces, holder, name, contact_from_text(data), deleted)
        for card, uid, text, holder, name, data, deleted, faces in rows
    )


def original(db: sqlite3.Connection, sha256: str) -> tuple[Original, ...]:
    """Return the file of this digest, or () where the book has none."""
    rows = db.execute(f"SELECT {_ORIGINAL} FROM original WHERE sha256 = ?", (sha256,))
    return tuple(_original(row) for row in rows)


def originals(db: sqlite3.Connection, after: str, limit: int) -> list[Original]:
    """Return the next originals by digest."""
    rows = db.execute(
        f"SELECT {_ORIGINAL} FROM original WHERE sha256 > ? ORDER BY sha256 LIMIT ?", (after, limit)
    )
    return [_original(row) for row in rows]


def recent_originals(db: sqlite3.Connection, since: str) -> list[Original]:
    """Return the originals that came at that moment or later, in the order in which they came."""
    rows = db.execute(f"SELECT {_ORIGINAL} FROM original WHERE received >= ? ORDER BY received", (since,))
    return [_original(row) for row in rows]


def move_original(db: sqlite3.Connection, sha256: str, path: str) -> None:
    """Note where the file lies now."""
    db.execute("UPDATE original SET path = CAST(? AS TEXT) WHERE sha256 = ?", (path_to_bytes(path), sha256))


def lies_with(db: sqlite3.Connection, earlier: str, sha256: str) -> None:
    """Note that the file with the earlier digest has grown into the other."""
    where = "SELECT path FROM original WHERE sha256 = ?"
    db.execute(f"UPDATE original SET path = ({where}) WHERE sha256 = ?", (sha256, earlier))


def pictures(db: sqlite3.Connection, after: str, limit: int) -> list[str]:
    """Return the next digests of pictures that the book's cards name."""
    rows = db.execute(
        "SELECT DISTINCT picture FROM face WHERE picture > ? ORDER BY picture LIMIT ?", (after, limit)
    )
    return [digest for (digest,) in rows]


def add_card(
    db: sqlite3.Connection, contact: int, uid: str, scan: CardScan, pictures: Sequence[str], at: str
) -> int:
    """Write one card as it was read, and return its row number; `pictures` are its faces' digests."""
    cursor = db.execute(
        "INSERT INTO card (uid, contact_id, contact_as_read, reading, confidence, evidence, needs_review,"
        " scanned, met) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (uid, contact, *_columns(scan), at, day_of(scan, at)),
    )
    card = int(cursor.lastrowid or 0)
    _add_faces(db, card, scan, pictures)
    return card


def day_of(scan: CardScan, at: str) -> str:
    """Return the day that its picture was taken, where a camera may be believed, else the day it came."""
    today = local_day(at)
    return scan.source.taken if "" < scan.source.taken <= today else today


def replace_card(db: sqlite3.Connection, uid: str, scan: CardScan, pictures: Sequence[str]) -> None:
    """Put another reading of the same card in its place."""
    [card] = db.execute("SELECT id FROM card WHERE uid = ?", (uid,)).fetchone()
    db.execute(
        "UPDATE card SET contact_as_read = ?, reading = ?, confidence = ?, evidence = ?, needs_review = ?"
        " WHERE id = ?",
        (*_columns(scan), card),
    )
    db.execute("DELETE FROM face WHERE card_id = ?", (card,))
    _add_faces(db, card, scan, pictures)


def card_to_text(db: sqlite3.Connection, uid: str) -> str:
    """Return the card's reading and its faces, as `restore_card` takes them."""
    card, *columns = db.execute(
        "SELECT id, contact_as_read, reading, confidence, evidence, needs_review FROM card WHERE uid = ?",
        (uid,),
    ).fetchone()
    faces = db.execute("SELECT * FROM face WHERE card_id = ? ORDER BY side", (card,)).fetchall()
    return to_text({"card": card, "columns": columns, "faces": [list(face) for face in faces]})


def restore_card(db: sqlite3.Connection, text: str) -> None:
    """Bring a card's former reading back."""
    data = json.loads(text)
    db.execute(
        "UPDATE card SET contact_as_read = ?, reading = ?, confidence = ?, evidence = ?, needs_review = ?"
        " WHERE id = ?",
        (*data["columns"], data["card"]),
    )
    db.execute("DELETE FROM face WHERE card_id = ?", (data["card"],))
    db.executemany("INSERT INTO face VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", data["faces"])


def _columns(scan: CardScan) -> tuple[str, ...]:
    """Return what the card's columns hold of a reading, from contact_as_read to needs_review."""
    return (
        contact_to_text(scan.contact),
        reading_to_text(scan.reading),
        to_text({name: round(float(chance), 4) for name, chance in scan.confidence.items()}),
        to_text({name: list(lines) for name, lines in scan.evidence.items()}),
        to_text(list(scan.needs_review)),
    )


def _add_faces(db: sqlite3.Connection, card: int, scan: CardScan, pictures: Sequence[str]) -> None:
    sides = [(face.source, face.width, face.height) for face in scan.faces] or [
        (scan.source, scan.reading.width, scan.reading.height)
    ]
    for side, (source, width, height) in enumerate(sides):
        picture = pictures[side] if pictures else ""
        db.execute(
            "INSERT INTO face VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (card, side, source.sha256, source.page, source.card, to_text(quad_to_json(source.quad)),
             picture, float(width), float(height)),
        )  # fmt: skip


def move_cards(db: sqlite3.Connection, source: int, target: int) -> tuple[int, ...]:
    """Give the target contact all cards of the source; return their row numbers."""
    cards = db.execute("SELECT id FROM card WHERE contact_id = ?", (source,)).fetchall()
    db.execute("UPDATE card SET contact_id = ? WHERE contact_id = ?", (target, source))
    return tuple(number for (number,) in cards)


def cards_of(db: sqlite3.Connection, contact: int) -> list[BookCard]:
    """Return the contact's cards, the oldest first."""
    rows = db.execute(
        "SELECT id, uid, contact_as_read, reading, confidence, evidence, needs_review, scanned FROM card"
        " WHERE contact_id = ? ORDER BY id",
        (contact,),
    ).fetchall()
    cards = []
    for number, uid, contact_text, reading, confidence, evidence, needs_review, scanned in rows:
        faces = _faces(db, number)
        scan = CardScan(
            faces[0].source,
            contact_from_text(contact_text),
            json.loads(confidence),
            {name: tuple(lines) for name, lines in json.loads(evidence).items()},
            tuple(json.loads(needs_review)),
            reading_from_text(reading),
        )
        cards.append(BookCard(uid, scan, scanned, faces))
    return cards


def first_cards(db: sqlite3.Connection, numbers: str) -> Mapping[int, FirstCard]:
    """Return what is known of the first card of each contact; `numbers` is a JSON list of row numbers."""
    rows = db.execute(
        "SELECT card.contact_id, CAST(original.path AS BLOB), sha256, page, number, quad,"
        " card.reading ->> 'reader', confidence"
        " FROM card JOIN face ON face.card_id = card.id AND side = 0 JOIN original ON sha256 = original"
        " WHERE card.id IN (SELECT min(id) FROM card WHERE contact_id IN (SELECT value FROM json_each(?))"
        " GROUP BY contact_id)",
        (numbers,),
    )
    return {
        contact: (
            Source(path_from_bytes(path), sha256, page, number, quad_from_json(json.loads(quad))),
            reader,
            json.loads(confidence),
        )
        for contact, path, sha256, page, number, quad, reader, confidence in rows
    }


def front_pictures(db: sqlite3.Connection, uids: Iterable[str]) -> dict[str, str]:
    """Return the digest of the front of the newest card of each contact that has a picture, by uid."""
    rows = db.execute(
        "SELECT contact.uid, face.picture FROM contact JOIN card ON card.contact_id = contact.id"
        " JOIN face ON face.card_id = card.id AND side = 0"
        " WHERE contact.uid IN (SELECT value FROM json_each(?)) AND face.picture <> '' ORDER BY card.id",
        (json.dumps(list(uids)),),
    )
    return dict(rows.fetchall())


def stream_originals(db: sqlite3.Connection, batch: int = 1000) -> Iterator[Original]:
    """Yield all originals, by digest."""
    after = ""
    while found := originals(db, after, batch):
        yield from found
        after = found[-1].sha256


def stream_pictures(db: sqlite3.Connection, batch: int = 1000) -> Iterator[str]:
    """Yield the digests of all pictures that cards name, each once."""
    after = ""
    while found := pictures(db, after, batch):
        yield from found
        after = found[-1]


def _original(row: tuple[str, bytes, str, str]) -> Original:
    sha256, path, claim, received = row
    return Original(sha256, path_from_bytes(path), claim, received)


def _faces(db: sqlite3.Connection, card: int) -> tuple[BookFace, ...]:
    rows = db.execute(
        "SELECT CAST(path AS BLOB), sha256, page, number, quad, picture, width, height"
        " FROM face JOIN original ON sha256 = original WHERE card_id = ? ORDER BY side",
        (card,),
    )
    return tuple(
        BookFace(
            Source(path_from_bytes(path), sha256, page, number, quad_from_json(json.loads(quad))),
            picture,
            width,
            height,
        )
        for path, sha256, page, number, quad, picture, width, height in rows
    )
