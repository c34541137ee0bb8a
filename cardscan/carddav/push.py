"""Send the book's contacts to an address book; safe to run again, and to be stopped at any moment.

Before a card is sent, the book notes its digest; when the answer has come, the server's etag. So
a card that arrived although its answer was lost is known again, and what others changed is too.
"""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.book.care.imports import contact_of
from cardscan.book.tables.pushes import Pushed
from cardscan.carddav.answers import refused
from cardscan.carddav.comparing import differences, digest, uid_of
from cardscan.carddav.errors import RefusedError, ServerError
from cardscan.carddav.server_urls import child
from cardscan.export import EXPORTERS, ExportOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardscan.book import Book, Entry
    from cardscan.carddav.address_book import AddressBook
    from cardscan.carddav.comparing import Difference
    from cardscan.export import Version

PushVerdict: TypeAlias = Literal[
    "new", "updated", "unchanged", "deleted", "taken", "conflict", "gone", "failed"
]
"""What became of a contact: "taken" is the server's version brought into the book, "gone" one that
was deleted on the server and is not sent again."""

Side: TypeAlias = Literal["ours", "theirs"]
"""Whose version is to stay."""

_AT_ONCE = 200
_MOST_NAMES = 9
_MOST_FAILURES = 5
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """What became of one contact."""

    uid: str
    name: str
    """What the person or company is called."""
    verdict: PushVerdict
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    url: str = ""
    """Of the card on the server, where a person should look at it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user may choose about a push."""

    tag: str = ""
    """Only contacts with this tag."""
    event: str = ""
    """Only people met at this event."""
    version: Version = "3.0"
    """Of vCard; not 2.1, which servers do not take."""
    dry_run: bool = False
    """Say what would be done, and change nothing on either side."""
    settled: Mapping[str, Side] = field(default_factory=dict)
    """By uid: whose version is to stay where both sides have changed."""


def push(book: Book, address_book: AddressBook, wishes: Wishes) -> Iterator[PushOutcome]:
    """Bring the address book up to date with the book; yield what becomes of each contact.

    Contacts that the server refuses are yielded as "failed"; raises ServerError where nothing more can
    be sent, after five failures in a row too, and BookError and its kinds.
    """
    sending = _Push(book, address_book, wishes)
    failures = 0
    for outcome in sending.outcomes():
        yield outcome
        failures = failures + 1 if outcome.verdict == "failed" else 0
        if failures == _MOST_FAILURES:
            raise ServerError(
                f"{address_book.url}: the server refused {failures} contacts in a row",
                "nothing more was sent",
            )


def card_name(uid: str, number: int = 1) -> str:
    """Return the name that a contact's card gets, whatever its uid holds.

    >>> card_name("3f2a-77"), card_name("3f2a-77", 2)
    ('3f2a-77.vcf', '3f2a-77.2.vcf')
    >>> card_name("../ÄB")
    '8efb9b6301170817596fdeb91991e01b.vcf'
    """
    plain = (
        uid if _PLAIN_NAME.fullmatch(uid) else sha256(uid.encode(errors="backslashreplace")).hexdigest()[:32]
    )
    return f"{plain}.vcf" if number == 1 else f"{plain}.{number}.vcf"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A contact as it is to be on the server."""

    entry: Entry
    card: bytes
    digest: str

    @property
    def uid(self) -> str:
        return self.entry.uid

    def is_of(self, card: bytes) -> bool:
        """Tell whether the server's card is the same person's by its UID, as a vCard writes it."""
        return uid_of(card) == uid_of(self.card)

    def outcome(self, verdict: PushVerdict, reason: str = "") -> PushOutcome:
        return PushOutcome(self.uid, self.entry.contact.display_name, verdict, reason)


class _Push:
    """One run: what the server held at its beginning, and what to do about each contact."""

    def __init__(self, book: Book, address_book: AddressBook, wishes: Wishes) -> None:
        self._book = book
        self._there = address_book
        self._wishes = wishes
        self._pushes = book.pushes(address_book.url)
        self._etags = dict(address_book.etags())

    def outcomes(self) -> Iterator[PushOutcome]:
        """Yield what becomes of each contact, then of those deleted here."""
        entries = self._book.entries(tag=self._wishes.tag, event=self._wishes.event)
        while batch := tuple(itertools.islice(entries, _AT_ONCE)):
            known = self._pushes.of(entry.uid for entry in batch)
            for entry in batch:
                yield self._outcome(entry, known.get(entry.uid))
        for pushed in self._pushes.deleted().values():
            yield self._outcome(self._book.entry(pushed.uid), pushed)

    def _outcome(self, entry: Entry, known: Pushed | None) -> PushOutcome:
        as_agreed = known and known.etag and known.etag == self._etags.get(known.name)
        if known and as_agreed and known.revision == entry.revision:
            return PushOutcome(entry.uid, entry.contact.display_name, "unchanged")
        draft = self._draft(entry)
        try:
            if known and entry.deleted:
                return self._delete(draft, known)
            return self._settle(draft, known)
        except RefusedError as error:
            return draft.outcome("failed", str(error))

    def _draft(self, entry: Entry) -> _Draft:
        options = ExportOptions(revised=datetime.fromisoformat(entry.changed), version=self._wishes.version)
        stream = io.BytesIO()
        EXPORTERS["vcf"].write([entry.scan], stream, options)
        return _Draft(entry, stream.getvalue(), digest(stream.getvalue()))

    def _settle(self, draft: _Draft, known: Pushed | None) -> PushOutcome:
        if known is None:
            return self._create(draft)
        if known.name not in self._etags:
            if known.digest and self._wishes.settled.get(draft.uid) != "ours":
                return draft.outcome("gone", "deleted on the server")
            return self._create(draft)
        etag = self._etags[known.name]
        if not etag or etag != known.etag:
            return self._compare(draft, known)
        if known.digest == draft.digest:
            return self._agree(draft, known.name, etag, "unchanged")
        return self._send(draft, known, etag)

    def _create(self, draft: _Draft) -> PushOutcome:
        """Send a card that is not there; under another name where a stranger's has its name."""
        for number in range(1, _MOST_NAMES):
            new = Pushed(draft.uid, card_name(draft.uid, number), "", 0, "", "")
            if new.name not in self._etags:
                return self._send(draft, new)
            if draft.is_of(self._there.card(new.name)[0]):
                return self._compare(draft, new)
        return draft.outcome("failed", "all names for its card are taken on the server")

    def _send(self, draft: _Draft, known: Pushed, etag: str = "") -> PushOutcome:
        """Put the card in the place of the one with this etag; "" for where none is."""
        verdict: PushVerdict = "updated" if etag else "new"
        if self._wishes.dry_run:
            return draft.outcome(verdict)
        self._pushes.begin(draft.uid, known.name, draft.digest, anew=not etag)
        answer = self._there.put(known.name, draft.card, etag)
        if 200 <= answer.status < 300:
            return self._arrived(draft, known.name, answer.etag, verdict)
        if etag and answer.status in (404, 410):
            return draft.outcome("gone", "deleted on the server")
        known = replace(known, sent=draft.digest)
        if answer.status == 412:
            return self._met(draft, known, etag, verdict)
        if not etag and answer.status in (400, 409):
            for name in self._there.names_of(draft.uid):
                if draft.is_of(self._there.card(name)[0]):
                    return self._compare(draft, replace(known, name=name), verdict)
        raise refused(answer, draft.entry.contact.display_name)

    def _arrived(self, draft: _Draft, name: str, etag: str, verdict: PushVerdict) -> PushOutcome:
        """Remember the etag; a server that names none has changed the card (RFC 6352, 6.3.2.3)."""
        if etag:
            return self._agree(draft, name, etag, verdict)
        card, etag = self._there.card(name)
        return self._agree(draft, name, etag, verdict, digest(card))

    def _met(self, draft: _Draft, known: Pushed, etag: str, verdict: PushVerdict) -> PushOutcome:
        """Decide where the server took no card, since one is there: perhaps this one, sent before."""
        card, now = self._there.card(known.name)
        if not etag and card and not draft.is_of(card):
            self._etags[known.name] = now
            return self._create(draft)
        if etag and now == etag:
            return draft.outcome("failed", "the server does not take changes by etag")
        return self._compare(draft, known, verdict)

    def _compare(self, draft: _Draft, known: Pushed, verdict: PushVerdict = "unchanged") -> PushOutcome:
        """Decide about a card that is not as remembered; `verdict` is for one that is as it is to be."""
        card, etag = self._there.card(known.name)
        etag = etag or self._etags.get(known.name, "")
        if not card:
            return draft.outcome("gone", "deleted on the server")
        found = digest(card)
        if found == draft.digest:
            return self._agree(draft, known.name, etag, verdict)
        if found == known.digest and known.revision == draft.entry.revision:
            return self._agree(draft, known.name, etag, "unchanged", found)
        side = self._wishes.settled.get(draft.uid)
        if found == known.sent and not self._wishes.dry_run:
            # to be known again should this sending be lost, too; of no revision, since it is not yet ours
            known = replace(known, etag=etag, revision=0, digest=found, sent="")
            self._pushes.agree(known)
        if side == "ours" or found in (known.digest, known.sent):  # nobody but us has changed it
            return self._send(draft, known, etag)
        if side == "theirs":
            return self._take(draft, known.name, card, etag)
        return self._conflict(draft, known, card)

    def _delete(self, draft: _Draft, known: Pushed) -> PushOutcome:
        """Delete a card whose contact was deleted here, unless it was changed there."""
        etag = self._etags.get(known.name, "")
        if etag and etag != known.etag:
            card, etag = self._there.card(known.name)
            side = self._wishes.settled.get(draft.uid)
            if side == "theirs" and card:
                return self._take(draft, known.name, card, etag)
            if card and side != "ours" and digest(card) not in (known.digest, known.sent):
                return self._conflict(draft, known, card)
        if self._wishes.dry_run:
            return draft.outcome("deleted")
        if etag:
            answer = self._there.delete(known.name, etag)
            if answer.status == 412:
                return draft.outcome("conflict", "deleted here, changed on the server")
            if not 200 <= answer.status < 300 and answer.status not in (404, 410):
                raise refused(answer, draft.entry.contact.display_name)
        self._pushes.forget(draft.uid)
        return draft.outcome("deleted")

    def _take(self, draft: _Draft, name: str, card: bytes, etag: str) -> PushOutcome:
        """Bring the server's version into the book."""
        if self._wishes.dry_run:
            return draft.outcome("taken")
        self._book.undelete(draft.uid)
        self._book.correct(draft.uid, contact_of(card.decode(errors="replace")))
        taken = replace(draft, entry=self._book.entry(draft.uid))
        return self._agree(taken, name, etag, "taken", digest(card))

    def _agree(
        self, draft: _Draft, name: str, etag: str, verdict: PushVerdict, agreed: str = ""
    ) -> PushOutcome:
        """Note that the card is there; `agreed` is its digest where it is not as it was sent."""
        if not self._wishes.dry_run:
            revision = draft.entry.revision
            self._pushes.agree(Pushed(draft.uid, name, etag, revision, agreed or draft.digest, ""))
        return draft.outcome(verdict)

    def _conflict(self, draft: _Draft, known: Pushed, card: bytes) -> PushOutcome:
        changed = known.revision != draft.entry.revision
        if draft.entry.deleted:
            reason = "deleted here, changed on the server"
        elif not known.digest:
            reason = "on the server already, and not the same"
        else:
            reason = "changed here and on the server" if changed else "changed on the server"
        url = child(self._there.url, known.name)
        found = differences(draft.card, card)
        return replace(draft.outcome("conflict", reason), differences=found, url=url)
