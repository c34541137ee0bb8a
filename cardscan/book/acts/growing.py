"""A file that was read and has grown since: its cards take the place of those that were read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.knowing import matching
from cardscan.book.outcomes import Receipt
from cardscan.book.tables import cards, contacts, history

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from cardscan.model import CardScan, Contact


def receive_again(
    db: sqlite3.Connection, scan: CardScan, pictures: Sequence[str], earlier: str, at: str
) -> tuple[Receipt, ...]:
    """Put a card in the place of the one that was read there before, within a transaction.

    `earlier` is the file's digest at that time. () where nothing was read there, or somebody else's
    card: then it is one that comes for the first time. A contact that says just what had been read
    says what is read now; one that a person or another card changed stays as it is.
    """
    for before in cards.card_at(db, earlier, scan.source.page, scan.source.card):
        if not _may_be_one(scan.contact, before.as_read):
            break
        if before.faces <= max(1, len(scan.faces)):  # else its other side was read with it
            cards.replace_card(db, before.uid, scan, pictures)
            cards.lies_with(db, earlier, scan.source.sha256)
            if not before.deleted and before.contact == before.as_read != scan.contact:
                contacts.update(db, before.holder, scan.contact, scan.needs_review, at)
                history.record(db, before.holder, "renewed", at, before=before.contact, card=before.number)
        reason = "the same card of a file that has grown"
        return (Receipt(before.holder_uid, "again", before.uid, before.holder_uid, reason),)
    return ()


def _may_be_one(now: Contact, before: Contact) -> bool:
    verdict = "again" if now == before else matching.judge(now, [("", before)]).verdict
    return verdict == "again" or (verdict != "new" and _reaches_all(now, before))


def _reaches_all(now: Contact, before: Contact) -> bool:
    """Tell whether every way to reach somebody that was read before is there now."""
    numbers, more_numbers = ({phone.value for phone in contact.phones} for contact in (before, now))
    mails, more_mails = ({mail.value for mail in contact.emails} for contact in (before, now))
    return numbers <= more_numbers and mails <= more_mails
