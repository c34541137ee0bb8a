"""What arrives is judged and stored: cards read, and contacts from other address books."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.acts import growing, keeping
from cardscan.book.daybook import NEVER
from cardscan.book.dealings import follow_ups, log, standing
from cardscan.book.knowing import matching
from cardscan.book.knowing.renewal import renewed_contact, says_all, with_notes_of, without_lines
from cardscan.book.knowing.strangers import apart, are_strangers
from cardscan.book.outcomes import Receipt
from cardscan.book.tables import cards, contacts, history, remarks, suspicions
from cardscan.days import is_day, local_day, moved
from cardscan.export.values import note_text
from cardscan.model import Kept

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cardscan.book.file.access import Access
    from cardscan.book.knowing.matching import Judgement
    from cardscan.book.outcomes import ArrivalVerdict, ChangeKind, Imported
    from cardscan.book.records import Event, Original
    from cardscan.model import CardScan, Contact

_LONG_PAST = 30
"""Days after which nobody expects to hear from one who was met."""

_AT_ONCE = 500
_KINDS: dict[ArrivalVerdict, ChangeKind] = {"again": "seen again", "renewed": "renewed"}


def receive(
    db: sqlite3.Connection,
    originals: Sequence[Original],
    scans: Sequence[CardScan],
    pictures: Sequence[Sequence[str]],
    event: Event,
    at: str,
    *,
    follow_up_days: int,
) -> tuple[Receipt, ...]:
    """Store files and the cards seen in them within a transaction; `pictures` are digests, by card."""
    for original in originals:
        cards.add_original(db, original, at)
    earlier = {original.sha256: original.earlier for original in originals}
    return tuple(
        receive_card(
            db, scan, digests, event, at,
            earlier=earlier.get(scan.source.sha256, ()), follow_up_days=follow_up_days,
        )
        for scan, digests in zip(scans, pictures, strict=True)
    )  # fmt: skip


def receive_card(
    db: sqlite3.Connection,
    scan: CardScan,
    pictures: Sequence[str],
    event: Event,
    at: str,
    *,
    earlier: Sequence[str] = (),
    follow_up_days: int = NEVER,
) -> Receipt:
    """Store one card within a transaction; it joins a contact that is known, or makes a new one.

    `earlier` are the digests that its file may have had before it grew. Who is new, or was met again and not
    spoken to since, is to be followed up so many days after the meeting.
    """
    for digest in earlier:
        for receipt in growing.receive_again(db, scan, pictures, digest, at):
            return receipt
    uid = scan.source.uid
    judgement, known = _judge_card(db, uid, scan.contact, at)
    renewed = judgement.verdict == "renewed"
    if known:
        number, old = known
    else:
        number, old = contacts.insert(db, uid, scan.contact, scan.needs_review, at), scan.contact
        _suspect(db, number, judgement, at)
    elsewhere = remarks.add_event(db, number, event)
    if renewed:
        contacts.update(db, number, renewed_contact(old, scan.contact), scan.needs_review, at)
        contacts.mark_reviewed(db, number, "")
    elif not known:
        contacts.enlist(db, number, scan.contact)
    elif elsewhere:
        contacts.index(db, number, old)
        contacts.touch(db, number, at)
    card = cards.add_card(db, number, uid, scan, pictures, at)
    history.record(
        db, number, _KINDS.get(judgement.verdict, "scanned"), at,
        before=old if renewed else None, card=card, remark=judgement.reason,
    )  # fmt: skip
    own_day = cards.day_of(scan, at)
    log.add_meeting(db, number, own_day, at)
    standing.refresh(db, number)
    met = event.date if is_day(event.date) else own_day
    if (not known or elsewhere) and follow_up_days != NEVER:
        _plan_first(db, number, met, follow_up_days, at)
    follow_ups.keep_in_touch(db, number, at)
    return Receipt(judgement.of if known else uid, judgement.verdict, uid, judgement.of, judgement.reason)


def _plan_first(db: sqlite3.Connection, number: int, met: str, days: int, at: str) -> None:
    """Have a person followed up, unless the meeting is long past, or they were spoken to since."""
    if met < moved(local_day(at), -_LONG_PAST):
        return
    spoken = db.execute(
        "SELECT 1 FROM log WHERE contact_id = ? AND day >= ? AND by_card = 0 AND kind <> 'got'", (number, met)
    ).fetchone()
    if not spoken:
        follow_ups.add_first(db, number, met, days, at)


def receive_imports(
    access: Access, items: Iterable[Imported], tell: Callable[[str], object]
) -> Mapping[ArrivalVerdict, int]:
    """Store contacts of another address book, some hundred at a time; `tell` as in Book.import_contacts."""
    verdicts: Counter[ArrivalVerdict] = Counter()
    pending = iter(items)
    while batch := list(itertools.islice(pending, _AT_ONCE)):
        with access.writing() as (db, at):
            receipts = [receive_import(db, item, at) for item in batch]
        verdicts.update(receipt.verdict for receipt in receipts)
        for item, receipt in zip(batch, receipts, strict=True):
            if receipt.remark:
                tell(f"{item.place}: {receipt.remark}")
    return verdicts


def receive_import(db: sqlite3.Connection, item: Imported, at: str) -> Receipt:
    """Store one contact of another address book within a transaction.

    A contact that the book knows by its uid or by what it says is left as it is, or renewed;
    one that was deleted comes back. What was imported before changes nothing, whatever was done since.
    Another person of the same uid gets one of its own.
    """
    if known := _stranger_of(db, item):
        told = f"its UID is that of {known.display_name}, too, another person: kept apart"
        return replace(_receive_import(db, apart(item), at), remark=told)
    return _receive_import(db, item, at)


def _stranger_of(db: sqlite3.Connection, item: Imported) -> Contact | None:
    """Return who has the item's uid, if that neither is nor ever was its contact."""
    for _, holder, known in contacts.by_uid(db, item.uid):
        states = (state for uid in {item.uid, holder} for state in history.states(db, uid))
        if all(are_strangers(item.contact, state) for state in states):
            return known
    return None


def _receive_import(db: sqlite3.Connection, item: Imported, at: str) -> Receipt:
    judgement, known = _judge_import(db, item, at)
    if known:
        return _receive_known(db, item, judgement, *known, at)
    number = contacts.insert(db, item.uid, item.contact, (), at, reviewed=contacts.NOBODY_NEEDS_TO)
    keeping.begin(db, number, item.vcard, item.contact)
    _add_remarks(db, number, item, at)
    _suspect(db, number, judgement, at)
    history.record(db, number, "imported", at, remark=item.remark)
    contacts.enlist(db, number, item.contact)
    return Receipt(item.uid, judgement.verdict, of=judgement.of, reason=judgement.reason)


def _receive_known(
    db: sqlite3.Connection, item: Imported, judgement: Judgement, number: int, old: Contact, at: str
) -> Receipt:
    holder = contacts.entry(db, judgement.of)
    written = note_text(old, holder.scan.record).splitlines()
    new = without_lines(item.contact, {*written} - {*old.note.splitlines()})
    before = keeping.understood(db, number).note.splitlines() if judgement.of == item.uid else ()
    no_news = judgement.verdict == "again" and says_all(old, new)
    if no_news or _said_before(db, new, {item.uid, judgement.of}):
        renewed = old
    else:
        renewed = with_notes_of(renewed_contact(old, new), old, before)
    said_more = judgement.of != item.uid and _add_remarks(db, number, item, at)
    if renewed != old:
        contacts.update(db, number, renewed, holder.needs_review, at)
    kept_more = keeping.join(db, judgement.of, Kept(item.vcard, item.contact), newer=True)
    if renewed == old and not (said_more or kept_more):
        return Receipt(judgement.of, "again", of=judgement.of, reason=judgement.reason)
    if renewed == old:
        contacts.index(db, number, old)
        contacts.touch(db, number, at)
    history.record(db, number, "imported", at, before=old if renewed != old else None, remark=item.remark)
    return Receipt(judgement.of, "renewed", of=judgement.of, reason=judgement.reason)


def _add_remarks(db: sqlite3.Connection, number: int, item: Imported, at: str) -> bool:
    """Add what the other address book's user says of the contact; tell whether that is news."""
    before = remarks.numbers_of(db, number)
    for event in item.events:
        remarks.add_event(db, number, event)
    for tag in item.tags:
        remarks.add_tag(db, number, tag, local_day(at))
    known = {note.text for note in remarks.notes_of(db, f"[{number}]").get(number, ())}
    for note in item.notes:
        if note not in known:
            remarks.add_note(db, number, note, at)
    standing.refresh(db, number)
    follow_ups.keep_in_touch(db, number, at)
    return before != remarks.numbers_of(db, number)


def _said_before(db: sqlite3.Connection, contact: Contact, uids: set[str]) -> bool:
    """Tell whether one of the contacts has been like this already, before it was corrected or merged."""
    states = (state for uid in uids for state in history.states(db, uid))
    return any(
        says_all(state, contact) and matching.judge(contact, [("", state)], read=False).verdict == "again"
        for state in states
    )


def _judge_card(
    db: sqlite3.Connection, uid: str, contact: Contact, at: str
) -> tuple[Judgement, tuple[int, Contact] | None]:
    """Judge; to a contact that was made of this very card, exported and imported, it adds nothing."""
    for number, holder, known in _of_uid(db, uid, at):
        return matching.Judgement("again", holder, 1.0, "the same card"), (number, known)
    return _judge(db, contact, read=True)


def _judge_import(
    db: sqlite3.Connection, item: Imported, at: str
) -> tuple[Judgement, tuple[int, Contact] | None]:
    for number, holder, known in _of_uid(db, item.uid, at):
        judgement = matching.judge(item.contact, [(holder, known)], read=False)
        if judgement.verdict != "again":
            judgement = matching.Judgement("renewed", holder, 1.0, "the same uid")
        return judgement, (number, known)
    return _judge(db, item.contact, read=False)


def _of_uid(db: sqlite3.Connection, uid: str, at: str) -> tuple[tuple[int, str, Contact], ...]:
    """Return the row number, uid and contact that this uid stands for now, brought back where deleted."""
    found = contacts.by_uid(db, uid)
    for number, _, contact in found:
        if contacts.revive(db, number, at):
            history.record(db, number, "restored", at)
            contacts.enlist(db, number, contact)
    return found


def _judge(
    db: sqlite3.Connection, contact: Contact, *, read: bool
) -> tuple[Judgement, tuple[int, Contact] | None]:
    """Return the verdict, and the known contact's row number and value where it is the same person."""
    judgement = matching.judge(contact, tuple(contacts.perhaps_known(db, contact).items()), read=read)
    if judgement.verdict in ("again", "renewed"):
        return judgement, contacts.find(db, judgement.of)
    return judgement, None


def _suspect(db: sqlite3.Connection, number: int, judgement: Judgement, at: str) -> None:
    if judgement.verdict == "uncertain":
        other, _ = contacts.find(db, judgement.of)
        suspicions.suspect(db, number, other, judgement.likeness, judgement.reason, at)
