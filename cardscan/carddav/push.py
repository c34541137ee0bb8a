"""Bring the book and an address book together; safe to run again, and to be stopped at any moment.

A card is changed property by property, from what both sides last agreed on. What was changed on the server
comes into the book first, then the card is sent: should the push break off between, nothing that was added
looks deleted. Before a card is sent, the book notes its digest; when the answer has come, the server's etag.
So a card that arrived although its answer was lost is known again, and what others changed is too.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.care.taking import taken
from cardscan.book.tables.pushes import Pushed
from cardscan.carddav.comparing import differences, digest, in_common, same
from cardscan.carddav.draft import Draft, card_name
from cardscan.dav.answers import refused
from cardscan.dav.errors import RefusedError
from cardscan.dav.outcomes import PushOutcome, until_refused
from cardscan.dav.server_urls import child
from cardscan.vcards.converting import in_version, version_of
from cardscan.vcards.lines import lines_of, plain_text, written
from cardscan.vcards.merging import merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.book import Book, Entry
    from cardscan.carddav.address_book import AddressBook
    from cardscan.dav.outcomes import Difference, PushVerdict, Wishes
    from cardscan.export import Version
    from cardscan.vcards.lines import ContentLine

_AT_ONCE = 50
_MOST_NAMES = 9


def push(book: Book, address_book: AddressBook, wishes: Wishes) -> Iterator[PushOutcome]:
    """Bring the address book up to date with the book; yield what becomes of each contact.

    Contacts that the server refuses are yielded as "failed"; raises ServerError where nothing more can
    be sent, after five failures in a row too, and BookError and its kinds.
    """
    yield from until_refused(_Push(book, address_book, wishes).outcomes(), address_book)


class _Push:
    """One run: what the server held at its beginning, and what to do about each contact."""

    def __init__(self, book: Book, address_book: AddressBook, wishes: Wishes) -> None:
        self._book = book
        self._there = address_book
        self._wishes = wishes
        self._pushes = book.pushes(address_book.url)
        self._etags = dict(address_book.etags())
        self._strange = self._etags.keys() - self._pushes.names()

    def outcomes(self) -> Iterator[PushOutcome]:
        """Yield what becomes of each contact, then of those deleted here."""
        entries = self._book.entries(tag=self._wishes.tag, event=self._wishes.event)
        while batch := tuple(itertools.islice(entries, _AT_ONCE)):
            known = self._pushes.of(entry.uid for entry in batch)
            known = self._found([entry for entry in batch if entry.uid not in known]) | dict(known)
            for entry in batch:
                yield self._outcome(entry, known.get(entry.uid))
        for pushed in self._pushes.deleted().values():
            yield self._outcome(self._book.entry(pushed.uid), pushed)

    def _found(self, entries: Sequence[Entry]) -> dict[str, Pushed]:
        """Return the cards that contacts have on the server although none was sent, by uid."""
        if not self._strange or not entries:
            return {}
        uids = {entry.uid: self._draft(entry).uids for entry in entries}
        names = self._there.names_of(sorted({uid for several in uids.values() for uid in several}))
        return {
            uid: Pushed(uid, names[other], "", 0, "", "")
            for uid, several in uids.items()
            for other in several
            if names.get(other, "") in self._strange
        }

    def _outcome(self, entry: Entry, known: Pushed | None) -> PushOutcome:
        as_agreed = known and known.agreed and known.etag == self._etags.get(known.name)
        if known and as_agreed and known.etag and known.revision == entry.revision:
            return PushOutcome(entry.uid, entry.contact.display_name, "unchanged")
        draft = self._draft(entry)
        try:
            if known and entry.deleted:
                return self._delete(draft, known)
            return self._settle(draft, known)
        except RefusedError as error:
            return draft.outcome("failed", str(error))

    def _draft(self, entry: Entry) -> Draft:
        return Draft(entry, self._book.scan(entry))

    def _settle(self, draft: Draft, known: Pushed | None) -> PushOutcome:
        if known is None:
            return self._create(draft)
        if known.name in self._etags:
            return self._compare(draft, known)
        if (known.agreed or known.etag) and self._wishes.settled.get(draft.uid) != "ours":
            return draft.outcome("gone", "deleted on the server")
        return self._create(draft)

    def _create(self, draft: Draft) -> PushOutcome:
        """Send a card that is not there; under another name where a stranger's has its name."""
        for number in range(1, _MOST_NAMES):
            new = Pushed(draft.uid, card_name(draft.uid, number), "", 0, "", "")
            if new.name not in self._etags:
                return self._send(draft, new, draft.lines(self._wishes.version))
            if draft.is_of(self._there.item(new.name)[0]):
                return self._compare(draft, new)
        return draft.outcome("failed", "all names for its card are taken on the server")

    def _compare(self, draft: Draft, known: Pushed, verdict: PushVerdict = "unchanged") -> PushOutcome:
        """Bring a card that is there and the contact together; `verdict` is for two that are the same."""
        card, etag = self._there.item(known.name)
        etag = etag or self._etags.get(known.name, "")
        if not card:
            return draft.outcome("gone", "deleted on the server")
        theirs = lines_of(card)
        version: Version = "4.0" if version_of(theirs) == "4.0" else "3.0"
        ours, theirs = draft.lines(version), in_version(theirs, version)
        if digest(theirs) == known.sent:  # it arrived, and its answer was lost: both sides had it
            known = self._remembered(replace(known, etag=etag, agreed=in_common(theirs, theirs)))
        merge = merged(lines_of(known.agreed), ours, theirs, self._wishes.settled.get(draft.uid, ""))
        if merge.conflicts:
            return self._conflict(draft, known, differences(ours, theirs))
        if news := not same(ours, merge.lines):
            draft = self._take(draft, known.name, ours, merge.lines)
        if not same(theirs, merge.lines):
            return self._send(draft, known, merge.lines, etag, "merged" if news else "updated")
        return self._agree(
            draft, known.name, etag, "taken" if news else verdict, in_common(merge.lines, theirs)
        )

    def _remembered(self, known: Pushed) -> Pushed:
        """Note what both sides had, should the next sending be lost, too; of no revision yet."""
        known = replace(known, revision=0, sent="")
        if not self._wishes.dry_run:
            self._pushes.agree(known)
        return known

    def _send(
        self,
        draft: Draft,
        known: Pushed,
        lines: Sequence[ContentLine],
        etag: str = "",
        verdict: PushVerdict = "new",
    ) -> PushOutcome:
        """Put the card in the place of the one with this etag; "" for where none is."""
        if self._wishes.dry_run:
            return draft.outcome(verdict)
        sent = digest(lines)
        self._pushes.begin(draft.uid, known.name, sent, anew=not etag)
        answer = self._there.put(known.name, written(lines), etag)
        if 200 <= answer.status < 300:
            return self._arrived(draft, known.name, answer.etag, verdict, lines)
        if etag and answer.status in (404, 410):
            return draft.outcome("gone", "deleted on the server")
        known = replace(known, sent=sent)
        if answer.status == 412:
            return self._met(draft, known, etag, verdict)
        if not etag and answer.status in (400, 409):
            for name in self._there.names_of(draft.uids).values():
                if draft.is_of(self._there.item(name)[0]):
                    return self._compare(draft, replace(known, name=name), verdict)
        raise refused(answer, draft.entry.contact.display_name)

    def _arrived(
        self, draft: Draft, name: str, etag: str, verdict: PushVerdict, lines: Sequence[ContentLine]
    ) -> PushOutcome:
        """See that the card is there, and remember what the server has made of it."""
        card, now = self._there.item(name)
        if not card:
            return draft.outcome("failed", "the server says that it took the card, and does not have it")
        return self._agree(draft, name, etag or now, verdict, in_common(lines, lines_of(card)))

    def _met(self, draft: Draft, known: Pushed, etag: str, verdict: PushVerdict) -> PushOutcome:
        """Decide where the server took no card, since one is there: perhaps this one, sent before."""
        card, now = self._there.item(known.name)
        if not etag and card and not draft.is_of(card):
            self._etags[known.name] = now
            return self._create(draft)
        if etag and now == etag:
            return draft.outcome("failed", "the server does not take changes by etag")
        return self._compare(draft, known, verdict)

    def _delete(self, draft: Draft, known: Pushed) -> PushOutcome:
        """Delete a card whose contact was deleted here, unless it was changed there."""
        etag = self._etags.get(known.name, "")
        if etag and etag != known.etag:
            card, etag = self._there.item(known.name)
            theirs = lines_of(card)
            side = self._wishes.settled.get(draft.uid)
            if side == "theirs" and card:
                return self._undelete(draft, known)
            if card and side != "ours" and not self._is_known(theirs, known):
                return self._conflict(draft, known, differences(draft.lines("3.0"), theirs))
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

    @staticmethod
    def _is_known(theirs: Sequence[ContentLine], known: Pushed) -> bool:
        """Tell whether nobody but us has changed the card."""
        return digest(theirs) == known.sent or same(
            lines_of(in_common(theirs, theirs)), lines_of(known.agreed)
        )

    def _undelete(self, draft: Draft, known: Pushed) -> PushOutcome:
        """Bring a contact back that was deleted here, as the server has it."""
        if self._wishes.dry_run:
            return draft.outcome("taken")
        self._book.undelete(draft.uid)
        return self._compare(self._draft(self._book.entry(draft.uid)), known, "taken")

    def _take(
        self, draft: Draft, name: str, before: Sequence[ContentLine], after: Sequence[ContentLine]
    ) -> Draft:
        """Bring what was changed on the server into the book; return the contact as it is then."""
        if self._wishes.dry_run:
            return draft
        contact = taken(draft.entry.contact, before, after, self._wishes.region)
        self._book.take(draft.uid, contact, plain_text(after), f"from {child(self._there.url, name)}")
        return self._draft(self._book.entry(draft.uid))

    def _agree(self, draft: Draft, name: str, etag: str, verdict: PushVerdict, agreed: str) -> PushOutcome:
        """Note that the card is there, and what both sides say."""
        if not self._wishes.dry_run:
            self._pushes.agree(Pushed(draft.uid, name, etag, draft.entry.revision, agreed, ""))
        return draft.outcome(verdict)

    def _conflict(self, draft: Draft, known: Pushed, found: tuple[Difference, ...]) -> PushOutcome:
        if draft.entry.deleted:
            reason = "deleted here, changed on the server"
        elif not known.agreed:
            reason = "on the server already, and not the same"
        else:
            reason = "changed here and on the server"
        url = child(self._there.url, known.name)
        return replace(draft.outcome("conflict", reason), differences=found, url=url)
