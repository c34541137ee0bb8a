"""Contacts' vCards as other programs wrote them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.file.columns import storable, to_text
from cardscan.book.tables import contacts
from cardscan.export.formats.jsonl import contact_from_json, contact_to_json
from cardscan.model import Event, Kept

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.records import Entry
    from cardscan.model import CardScan

NOTHING = Kept()
"""Of a contact that came without a vCard."""


def of(db: sqlite3.Connection, number: int) -> Kept:
    """Return what is kept of the contact; NOTHING where that is nothing."""
    columns = columns_of(db, number)
    return replace(known_from_text(columns[1]), vcard=columns[0]) if columns else NOTHING


def scan_of(db: sqlite3.Connection, entry: Entry) -> CardScan:
    """Return the contact in the form that exporters take, with the vCard that is kept of it."""
    number, _ = contacts.find(db, entry.uid, deleted=True)
    return replace(entry.scan, record=replace(entry.scan.record, kept=of(db, number)))


def put(db: sqlite3.Connection, number: int, kept: Kept) -> None:
    """Keep this for the contact in the place of what was kept."""
    restore(db, number, (storable(kept.vcard), known_to_text(kept)))


def columns_of(db: sqlite3.Connection, number: int) -> tuple[str, ...]:
    """Return what is kept of the contact as `restore` takes it; () for nothing."""
    row = db.execute("SELECT vcard, known FROM kept WHERE id = ?", (number,)).fetchone()
    return tuple(row) if row else ()


def restore(db: sqlite3.Connection, number: int, columns: tuple[str, ...]) -> None:
    """Keep again what was kept."""
    db.execute("DELETE FROM kept WHERE id = ?", (number,))
    if columns:
        db.execute("INSERT INTO kept (id, vcard, known) VALUES (?, ?, ?)", (number, *columns))


def known_to_text(kept: Kept) -> str:
    """Return what the book said of the contact then, as its column holds it."""
    return to_text(
        {
            "contact": contact_to_json(kept.contact),
            "tags": kept.tags,
            "events": [[event.name, event.date] for event in kept.events],
            "notes": kept.notes,
        }
    )


def known_from_text(text: str) -> Kept:
    """Return it as `known_to_text` wrote it; without the vCard."""
    data = json.loads(text)
    return Kept(
        "",
        contact_from_json(data["contact"]),
        tuple(data["tags"]),
        tuple(Event(name, date) for name, date in data["events"]),
        tuple(data["notes"]),
    )
