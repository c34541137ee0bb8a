"""Keeping contacts' vCards: as they came, joined with another one of the contact, as a server has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.tables import contacts, kept
from cardscan.export import ExportOptions
from cardscan.model import Kept
from cardscan.vcards.converting import in_version, version_of
from cardscan.vcards.lines import lines_of, plain_text, unescaped
from cardscan.vcards.meaning import SINGLE, facts_of, uid_of
from cardscan.vcards.merging import merged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from cardscan.model import CardScan, Contact, Record
    from cardscan.vcards.lines import ContentLine
    from cardscan.vcards.meaning import Fact

_FOR_NOTE = {
    "BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "GENDER": "Gender", "ROLE": "Role", "TZ": "Time zone",
    "GEO": "Place", "X-ANNIVERSARY": "Anniversary",
}  # fmt: skip
"""Of which a vCard has one, and that no field of the book says."""


def as_kept(scan: CardScan) -> Kept:
    """Return the contact's whole vCard as one that came."""
    from cardscan.export.formats.vcard import vcard  # which most commands do without, and takes its time

    text = vcard(scan, _options(lines_of(scan.record.kept.vcard))).decode()
    return _as_known(plain_text(lines_of(text)), scan.contact, scan.record)


def begin(db: sqlite3.Connection, number: int, card: str, contact: Contact) -> None:
    """Keep the vCard of which this contact, new in the book, was made; "" for none."""
    if card:
        kept.put(db, number, Kept(plain_text(lines_of(card)), contact))


def understood(db: sqlite3.Connection, number: int) -> Contact:
    """Return what the contact's vCard was understood to say when it was kept; empty where none is."""
    return kept.of(db, number).contact


def take(db: sqlite3.Connection, uid: str, card: str) -> None:
    """Keep this vCard in the place of what was kept; it says all that the book says of the contact now."""
    number, contact = contacts.find(db, uid)
    record = contacts.entry(db, uid).scan.record
    kept.put(db, number, _as_known(plain_text(lines_of(card)), contact, record))


def join(db: sqlite3.Connection, uid: str, other: Kept, *, newer: bool) -> bool:
    """Keep what another vCard of the contact says beside what the book takes; tell if that is news.

    What the book itself says of the contact stays as it is. `newer`: of a birthday, a picture and the like
    the other's stays; else the contact's own.
    """
    if not other.vcard:
        return False
    from cardscan.export.formats.vcard import own_vcard, vcard

    scan = kept.scan_of(db, contacts.entry(db, uid))
    theirs = lines_of(other.vcard)
    options = _options(theirs)
    theirs = in_version(theirs, options.version)
    ours = lines_of(vcard(scan, options))
    facts, here = facts_of(theirs), facts_of(ours)
    record = replace(scan.record, tags=other.tags, events=other.events, notes=other.notes)
    understood = replace(scan, contact=other.contact, record=record)
    foreign = _foreign(facts, facts_of(lines_of(own_vcard(understood, options))), here)
    said = {fact.said for fact in here}
    first = not scan.record.kept.vcard and uid_of(theirs) not in ("", uid_of(ours))
    if not first and all(fact.said in said for fact in foreign):
        return False
    if first:  # it is known by this UID elsewhere
        uids = [line for line in theirs if line.name == "UID"]
        ours = tuple(uids[0] if line.name == "UID" else line for line in ours)
    added = tuple(dict.fromkeys(line for fact in foreign for line in fact.lines))
    base = tuple(_replaced(ours, foreign, newer=newer))
    number, contact = contacts.find(db, uid, deleted=True)
    lines = merged(base, added, ours, "theirs").lines
    kept.put(db, number, _as_known(plain_text(lines), contact, scan.record))
    return True


def unjoined(db: sqlite3.Connection, number: int, other: Kept) -> tuple[str, ...]:
    """Return, as lines of a note, what another vCard says otherwise of which there is one, as a birthday."""
    own = [fact for fact in facts_of(lines_of(kept.of(db, number).vcard)) if fact.name in _FOR_NOTE]
    names, said = {fact.name for fact in own}, {fact.said for fact in own}
    return tuple(
        f"{_FOR_NOTE[fact.name]}: {unescaped(fact.source.value).strip()}"
        for fact in facts_of(lines_of(other.vcard))
        if fact.name in names and fact.said not in said
    )


def _foreign(facts: Sequence[Fact], understood: Sequence[Fact], here: Sequence[Fact]) -> list[Fact]:
    """Return what a vCard says beside what the book understood of it and has its own mind about.

    That is also how a value is called that the book has: HOME, a label.
    """
    names = {fact.name for fact in understood}
    known = {(fact.name, fact.key): fact for fact in understood}
    held = {(fact.name, fact.key) for fact in here}
    found = []
    for fact in facts:
        own = known.get((fact.name, fact.key))
        if fact.name == "UID" or (fact.name in SINGLE and fact.name in names):
            continue
        if own is None or ((fact.name, fact.key) in held and _says_more(fact, own)):
            found.append(fact)
    return found


def _says_more(fact: Fact, own: Fact) -> bool:
    """Tell whether a value is called something that the book cannot know; a telephone's kinds it knows."""
    return fact.detail != own.detail and (fact.name != "TEL" or set(fact.kinds) > set(own.kinds))


def _replaced(lines: Sequence[ContentLine], foreign: Sequence[Fact], *, newer: bool) -> Iterator[ContentLine]:
    """Yield those of the contact's lines in whose place what is foreign goes."""
    keys = {(fact.name, fact.key) for fact in foreign}
    names = {fact.name for fact in foreign if fact.name in SINGLE and newer}
    for fact in facts_of(lines):
        if fact.name in names or (fact.name not in SINGLE and (fact.name, fact.key) in keys):
            yield from fact.lines


def _options(lines: Sequence[ContentLine]) -> ExportOptions:
    return ExportOptions(version="4.0" if version_of(lines) == "4.0" else "3.0")


def _as_known(text: str, contact: Contact, record: Record) -> Kept:
    return Kept(text, contact, record.tags, record.events, record.notes)
