"""Contacts' rows: written with their keys and their words, read as a stream, searched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cardscan.book.dealings import standing
from cardscan.book.file.columns import contact_from_text, contact_to_text, to_text
from cardscan.book.records import Entry
from cardscan.book.tables import cards, exports, remarks, spelling
from cardscan.book.tables.search_words import question, sort_key, text_of
from cardscan.errors import BookError
from cardscan.text import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from cardscan.model import Contact

_BATCH = 500
_MOST_PER_KEY = 50
_COLUMNS = "id, uid, data, needs_review, created, changed, revision, deleted, reviewed"
_NAMES = "{name organization} : "
_MOST_NAMESAKES = 3
"""Of a name that more people have, nobody is thought to be one of the others."""

_HOLDER = (
    "WITH RECURSIVE holder(id, uid, data, merged_into) AS ("
    " SELECT id, uid, data, merged_into FROM contact WHERE {} = ?"
    " UNION SELECT contact.id, contact.uid, contact.data, contact.merged_into"
    " FROM contact JOIN holder ON contact.id = holder.merged_into)"
)
_AT_THE_END = "FROM holder WHERE merged_into IS NULL"
"""Of the contact itself, or of those that it was merged into, one after the other."""

NOBODY_NEEDS_TO = "-"
"""In the place of when a person looked at a contact: it came from an address book."""


def insert(
    db: sqlite3.Connection,
    uid: str,
    contact: Contact,
    needs_review: Sequence[str],
    at: str,
    *,
    reviewed: str = "",
) -> int:
    """Write a new contact and return its row number; `enlist` is to follow."""
    cursor = db.execute(
        "INSERT INTO contact (uid, data, needs_review, sort_key, created, changed, reviewed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (uid, contact_to_text(contact), to_text(list(needs_review)), sort_key(contact), at, at, reviewed),
    )
    number = int(cursor.lastrowid or 0)
    standing.refresh(db, number)
    return number


def update(
    db: sqlite3.Connection, number: int, contact: Contact, needs_review: Sequence[str], at: str
) -> None:
    """Put `contact` in the place of what the row held; keys and words follow."""
    db.execute(
        "UPDATE contact SET data = ?, needs_review = ?, sort_key = ?, changed = ?, revision = revision + 1"
        " WHERE id = ?",
        (contact_to_text(contact), to_text(list(needs_review)), sort_key(contact), at, number),
    )
    unlist(db, number)
    enlist(db, number, contact)


def mark_reviewed(db: sqlite3.Connection, number: int, reviewed: str) -> None:
    """Note when a person looked at the contact and had no more doubt; "" for not yet."""
    doubts = "" if not reviewed else ", needs_review = '[]'"
    db.execute(f"UPDATE contact SET reviewed = ?{doubts} WHERE id = ?", (reviewed, number))


def enlist(db: sqlite3.Connection, number: int, contact: Contact) -> None:
    """Let the contact be found: by the keys for likeness, and by its words."""
    _insert_keys(db, number, contact)
    index(db, number, contact)


def unlist(db: sqlite3.Connection, number: int) -> None:
    """Let the contact be found no more."""
    db.execute("DELETE FROM match_key WHERE contact_id = ?", (number,))
    db.execute("DELETE FROM contact_text WHERE rowid = ?", (number,))


def index(db: sqlite3.Connection, number: int, contact: Contact) -> None:
    """Write the words that the contact is found by, the user's own about it among them."""
    db.execute("DELETE FROM contact_text WHERE rowid = ?", (number,))
    db.execute(
        "INSERT INTO contact_text (rowid, name, organization, title, reach, address, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, *text_of(contact, remarks.words_about(db, number))),
    )


def retire(db: sqlite3.Connection, number: int, at: str, *, into: int | None = None) -> None:
    """Mark the contact as deleted, or as merged into another; it is found no more."""
    db.execute(
        "UPDATE contact SET deleted = ?, changed = ?, merged_into = ?, revision = revision + 1 WHERE id = ?",
        (at, at, into, number),
    )
    unlist(db, number)
    standing.forget(db, number)


def revive(db: sqlite3.Connection, number: int, at: str) -> bool:
    """Take the mark off, and tell whether there was one; `enlist` is to follow."""
    cursor = db.execute(
        "UPDATE contact SET deleted = '', changed = ?, merged_into = NULL, revision = revision + 1"
        " WHERE id = ? AND deleted <> ''",
        (at, number),
    )
    standing.refresh(db, number)
    return cursor.rowcount > 0


def touch(db: sqlite3.Connection, number: int, at: str) -> None:
    """Note that what is known about the contact changed."""
    db.execute("UPDATE contact SET changed = ?, revision = revision + 1 WHERE id = ?", (at, number))


def by_uid(db: sqlite3.Connection, uid: str) -> tuple[tuple[int, str, Contact], ...]:
    """Return the row number, the uid and the contact of this uid, deleted or not; () where there is none.

    Of one that was merged into another, that is the other.
    """
    rows = db.execute(f"{_HOLDER.format('uid')} SELECT id, uid, data {_AT_THE_END}", (uid,))
    return tuple((number, holder, contact_from_text(text)) for number, holder, text in rows)


def find(db: sqlite3.Connection, uid: str, *, deleted: bool = False) -> tuple[int, Contact]:
    """Return the contact's row number and the contact; one that is deleted only where that is asked for.

    Raises BookError where there is none.
    """
    row = db.execute("SELECT id, data, deleted FROM contact WHERE uid = ?", (uid,)).fetchone()
    if row is None or (row[2] and not deleted):
        raise BookError(f"there is no contact {uid}" + (": it was deleted" if row else ""))
    return int(row[0]), contact_from_text(row[1])


def numbered(db: sqlite3.Connection, number: int) -> list[Entry]:
    """Return the contact of this row, or the one that it was merged into, deleted or not; [] for none."""
    rows = db.execute(f"{_HOLDER.format('id')} SELECT id {_AT_THE_END}", (number,))
    return by_number(db, [holder for (holder,) in rows])


def perhaps_known(db: sqlite3.Connection, contact: Contact) -> dict[str, Contact]:
    """Return, by uid, the contacts that this one may be, the newest first.

    They share a key with it, the newest of each key; have a name in common with it, at one company; or its
    whole name, where few have that.
    """
    from cardscan.book.knowing import matching  # which takes a while to load; to look up does without it

    numbers = {*_namesakes(db, contact), *_colleagues(db, contact)}
    for key in matching.keys(contact):
        numbers.update(
            number
            for (number,) in db.execute(
                "SELECT contact_id FROM match_key WHERE key = ? ORDER BY contact_id DESC LIMIT ?",
                (key, _MOST_PER_KEY),
            )
        )
    rows = db.execute(
        "SELECT uid, data FROM contact WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (json.dumps(sorted(numbers)),),
    )
    return {uid: contact_from_text(text) for uid, text in rows}


def _namesakes(db: sqlite3.Connection, contact: Contact) -> list[int]:
    """Return who is sorted under the same name; nobody where many are."""
    if not (contact.given_name and contact.family_name):
        return []
    rows = db.execute(
        "SELECT id FROM contact WHERE deleted = '' AND sort_key = ? LIMIT ?",
        (sort_key(contact), _MOST_NAMESAKES + 1),
    ).fetchall()
    return [number for (number,) in rows] if len(rows) <= _MOST_NAMESAKES else []


def _colleagues(db: sqlite3.Connection, contact: Contact) -> list[int]:
    """Return who has the given name or the family name, at a company of the same first words."""
    company = words(contact.organization)[:2]
    names = [" ".join(words(name)) for name in (contact.given_name, contact.family_name)]
    if not (company and all(names)):
        return []
    asked = f'organization : ^ "{" ".join(company)}" AND name : ("{names[0]}" OR "{names[1]}")'
    rows = db.execute(
        "SELECT rowid FROM contact_text WHERE contact_text MATCH ? ORDER BY rowid DESC LIMIT ?",
        (asked, _MOST_PER_KEY),
    )
    return [number for (number,) in rows]


def entry(db: sqlite3.Connection, uid: str) -> Entry:
    """Return one contact with all that is known about it, deleted or not; BookError where there is none."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM contact WHERE uid = ?", (uid,)).fetchall()
    if not rows:
        raise BookError(f"there is no contact {uid}")
    return _entries(db, rows)[0]


def stream(db: sqlite3.Connection, *, tag: str, event: str, since: str, new: str) -> Iterator[list[Entry]]:
    """Yield the contacts in batches, sorted; "" for a filter lets all through.

    Each batch is a short reading of its own, so that a long export stands in nobody's way; a
    contact whose name changes meanwhile may come twice or not at all.
    """
    conditions = ["deleted = ''", "(sort_key, id) > (:sort_key, :id)"]
    if tag:
        conditions.append(f"id IN ({remarks.WITH_TAG})")
    if event:
        conditions.append(f"id IN ({remarks.WITH_EVENT})")
    if since:
        conditions.append("changed >= :since")
    if new:
        conditions.append(exports.NEW_FOR)
    statement = (
        f"SELECT {_COLUMNS}, sort_key FROM contact WHERE {' AND '.join(conditions)}"
        " ORDER BY sort_key, id LIMIT :limit"
    )
    values: dict[str, str | int] = {"tag": tag, "event": event, "since": since, "new": new}
    values |= {"limit": _BATCH, "sort_key": "", "id": -1}
    while rows := db.execute(statement, values).fetchall():
        yield _entries(db, rows)
        values |= {"sort_key": rows[-1][-1], "id": rows[-1][0]}


def search(
    db: sqlite3.Connection, text: str, limit: int, met: tuple[str, str] = ("", ""), *, forgiving: bool = False
) -> tuple[list[Entry], str]:
    """Return the contacts with all words of the text, and how its words were read; "" for as they are.

    Whole words of names and companies come first, then beginnings of these, then the rest; the newest
    first among equals. (Ranking by frequency would read all hits of a common word.) `met` are the first and
    the last day of a stretch in which they were met. Where it is `forgiving` and nobody is found, words
    that are almost spelt so are looked for.
    """
    whole, begun = question(text, whole=True), question(text)
    if not begun:
        return [], ""
    found = _found(db, [f"{_NAMES}({whole})", f"{_NAMES}({begun})", begun], limit, met)
    told = ""
    if not found and forgiving:
        nearly, told = spelling.nearly(db, text)
        found = _found(db, [f"{_NAMES}({nearly})", nearly], limit, met) if nearly else []
    return by_number(db, found), told if found else ""


def met_between(db: sqlite3.Connection, first: str, last: str, limit: int) -> list[Entry]:
    """Return those met from one day to another, the first ones first."""
    rows = db.execute(
        "SELECT contact_id FROM standing WHERE met BETWEEN ? AND ? ORDER BY met, contact_id LIMIT ?",
        (first, last, limit),
    )
    return by_number(db, [number for (number,) in rows])


def _found(db: sqlite3.Connection, expressions: list[str], limit: int, met: tuple[str, str]) -> list[int]:
    """Return the row numbers of what the expressions find, what the first finds first."""
    among = " AND rowid IN (SELECT contact_id FROM standing WHERE met BETWEEN ? AND ?)" if met[0] else ""
    found: dict[int, None] = {}
    for expression in expressions:
        rows = db.execute(
            f"SELECT rowid FROM contact_text WHERE contact_text MATCH ?{among} ORDER BY rowid DESC LIMIT ?",
            (expression, *(met if met[0] else ()), limit),
        )
        found |= dict.fromkeys(number for (number,) in rows)
        if len(found) >= limit:
            break
    return list(found)[:limit]


def by_number(db: sqlite3.Connection, numbers: list[int]) -> list[Entry]:
    """Return the contacts of these rows, in their order."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM contact WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)
    ).fetchall()
    found = dict(zip((row[0] for row in rows), _entries(db, rows), strict=True))
    return [found[number] for number in numbers]


def _insert_keys(db: sqlite3.Connection, number: int, contact: Contact) -> None:
    from cardscan.book.knowing import matching

    db.executemany(
        "INSERT INTO match_key (key, contact_id) VALUES (?, ?)",
        [(key, number) for key in sorted(matching.keys(contact))],
    )


def _entries(db: sqlite3.Connection, rows: Sequence[Any]) -> list[Entry]:
    numbers = json.dumps([row[0] for row in rows])
    events, tags = remarks.events_of(db, numbers), remarks.tags_of(db, numbers)
    notes, firsts = remarks.notes_of(db, numbers), cards.first_cards(db, numbers)
    entries = []
    for number, uid, data, needs_review, created, changed, revision, deleted, reviewed, *_ in rows:
        source, reader, confidence = firsts.get(number, cards.NO_CARD)
        entries.append(
            Entry(
                uid, contact_from_text(data), tuple(json.loads(needs_review)), created, changed, revision,
                source, reader, confidence, tuple(events[number]), tuple(tags[number]),
                tuple(notes[number]), deleted, bool(reviewed) and needs_review == "[]", number,
            )
        )  # fmt: skip
    return entries
