"""Bring follow-ups and a task list together; safe to run again, and to be stopped at any moment.

What was ticked off, cancelled or moved on the server comes into the book first, then the task is sent,
changed property by property. Before a task is sent, the book notes what it will say; when the answer has
come, the server's etag. So a task that arrived although its answer was lost is known again, and what others
changed is too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cardscan.book.daily.calendars import item
from cardscan.book.daily.pushed_tasks import PushedTask
from cardscan.caldav.settling import differences, settled
from cardscan.caldav.task import Agreed, task_of
from cardscan.dav.answers import refused
from cardscan.dav.discovery import takes_none
from cardscan.dav.errors import RefusedError
from cardscan.dav.outcomes import PushOutcome, until_refused
from cardscan.dav.server_urls import child
from cardscan.export.calendar import one_task

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardscan.book import Book, Entry
    from cardscan.book.daybook import Task
    from cardscan.caldav.settling import Settlement
    from cardscan.caldav.task import Said, ServerTask
    from cardscan.caldav.task_list import TaskList
    from cardscan.dav.answers import Answer
    from cardscan.dav.outcomes import Difference, PushVerdict, Wishes
    from cardscan.vcards.merging import Side

_TAKES_NONE = frozenset({403, 415})
_OF_ONE_TASK = (b"no-uid-conflict", b"valid-calendar-", b"max-resource-size")
"""What servers name as the reason (RFC 4791, 5.3.2.1) where others may do."""
_HAS_UID = frozenset({400, 403, 409})
"""What servers answer that have a task of this UID under another name."""
_BOTH_CHANGED = "changed here and on the server"
_THERE_ALREADY = "on the server already, and not the same"
_GONE_HERE = "taken back or deleted here, changed on the server"


def push(book: Book, task_list: TaskList, wishes: Wishes) -> Iterator[PushOutcome]:
    """Bring book and task list up to date with each other; yield what becomes of each follow-up.

    Those that the server refuses are yielded as "failed"; raises ServerError where nothing more can be sent,
    after five failures in a row too, and BookError and its kinds.
    """
    yield from until_refused(_Push(book, task_list, wishes).outcomes(), task_list)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A follow-up as it is to be on the server."""

    entry: Entry
    follow_up: Task
    data: bytes
    task: ServerTask
    said: Said

    @property
    def uid(self) -> str:
        return self.follow_up.uid

    def outcome(self, verdict: PushVerdict, reason: str = "") -> PushOutcome:
        return PushOutcome(self.uid, self.said.summary, verdict, reason)


class _Push:
    """One run: what the server held at its beginning, and what to do about each follow-up."""

    def __init__(self, book: Book, task_list: TaskList, wishes: Wishes) -> None:
        self._daily = book.daily
        self._there = task_list
        self._wishes = wishes
        self._pushes = book.daily.task_pushes(task_list.url)
        self._etags = dict(task_list.etags())
        self._known = self._pushes.etags()

    def outcomes(self) -> Iterator[PushOutcome]:
        """Yield what becomes of each; first of those changed there, whose end may end others here."""
        changed = {uid for uid, (name, etag) in self._known.items() if self._etags.get(name, etag) != etag}
        for uid in sorted(changed):
            yield from self._outcome(uid)
        for uid in self._pushes.waiting():
            if uid not in changed:
                yield from self._outcome(uid)

    def _outcome(self, uid: str) -> tuple[PushOutcome, ...]:
        known = self._pushes.of(uid)
        drafts = self._drafts(uid)
        try:
            if not drafts:
                return tuple(map(self._delete, known))
            return tuple(self._settle(draft, known) for draft in drafts if self._is_wished(draft.entry))
        except RefusedError as error:
            return (PushOutcome(uid, drafts[0].said.summary if drafts else uid, "failed", str(error)),)

    def _drafts(self, uid: str) -> tuple[_Draft, ...]:
        """Return the follow-up as it is to be there; () where it is gone, or its contact."""
        found: list[_Draft] = []
        for entry, follow_up in self._daily.plan.task(uid):
            data = one_task(item(entry, follow_up, details=self._wishes.details))
            found += [_Draft(entry, follow_up, data, task, task.said) for task in task_of(data, uid)]
        return tuple(found)

    def _is_wished(self, entry: Entry) -> bool:
        tag, event = self._wishes.tag, self._wishes.event
        met_there = not event or event in {happened.name for happened in entry.events}
        return met_there and (not tag or tag in entry.tags)

    def _settle(self, draft: _Draft, known: tuple[PushedTask, ...]) -> PushOutcome:
        for pushed in known:
            if pushed.name in self._etags:
                differs = self._differs(draft, pushed)
                return self._compare(draft, pushed) if differs else self._same(draft, pushed)
            if draft.follow_up.done:
                return self._forgotten(draft.uid, draft.outcome("unchanged"))
            if pushed.agreed and self._wishes.settled.get(draft.uid) != "ours":
                return draft.outcome("gone", "deleted on the server")
        return self._create(draft)

    def _differs(self, draft: _Draft, known: PushedTask) -> bool:
        """Tell whether there is anything to be looked at: here, there, or a sending that broke off."""
        as_agreed = [agreed.here == draft.said for agreed in Agreed.of_text(known.agreed)]
        return not all(as_agreed or [False]) or not known.etag or known.etag != self._etags[known.name]

    def _same(self, draft: _Draft, known: PushedTask) -> PushOutcome:
        if known.revision != draft.follow_up.revision and not self._wishes.dry_run:
            self._pushes.agree(replace(known, revision=draft.follow_up.revision))
        return draft.outcome("unchanged")

    def _create(self, draft: _Draft) -> PushOutcome:
        """Send a task that is not there; one of its UID may be, from a file that was imported."""
        name = f"{draft.uid}.ics"
        name = name if name in self._etags else self._strange.get(draft.uid, name)
        if name in self._etags:
            return self._compare(draft, PushedTask(draft.uid, name))
        return self._send(draft, PushedTask(draft.uid, name), draft.data)

    @cached_property
    def _strange(self) -> Mapping[str, str]:
        """The names, by UID, of tasks there that this book has not sent."""
        ours = {name for name, _ in self._known.values()}
        if not self._etags.keys() - ours:
            return {}
        return {uid: name for uid, name in self._there.names().items() if name not in ours}

    def _compare(self, draft: _Draft, known: PushedTask, verdict: PushVerdict = "unchanged") -> PushOutcome:
        """Bring a task that is there and the follow-up together; `verdict` is for two that are at one."""
        data, etag = self._there.item(known.name)
        etag = etag or self._etags.get(known.name, "")
        if not data:
            return draft.outcome("gone", "deleted on the server")
        side: Side | Literal[""] = self._wishes.settled.get(draft.uid, "")
        for theirs in task_of(data, draft.uid):
            said = theirs.said
            known = self._arrived(known, etag, said)
            settlement = settled(Agreed.of_text(known.agreed), draft.said, said, side)
            if settlement.conflicts:
                reason = _BOTH_CHANGED if known.agreed else _THERE_ALREADY
                return self._conflict(draft.outcome("conflict", reason), known, differences(draft.said, said))
            if settlement.taken:
                draft, verdict = self._take(draft, theirs, settlement), "taken"
            if settlement.sent:
                changed = theirs.changed(draft.task, settlement.sent)
                return self._send(draft, known, changed, etag, "merged" if settlement.taken else "updated")
            return self._agree(draft, known.name, etag, said, verdict)
        if side == "ours":
            return self._send(draft, known, draft.data, etag, "updated")
        return self._conflict(draft.outcome("conflict", "cannot be read on the server"), known)

    def _arrived(self, known: PushedTask, etag: str, said: Said) -> PushedTask:
        """Note what both sides had where what was sent has arrived and its answer was lost."""
        if said not in [sent.there for sent in Agreed.of_text(known.sent)]:
            return known
        known = PushedTask(known.uid, known.name, etag, agreed=known.sent)
        if not self._wishes.dry_run:
            self._pushes.agree(known)
        return known

    def _take(self, draft: _Draft, theirs: ServerTask, settlement: Settlement) -> _Draft:
        """Bring what was changed on the server into the book; return the follow-up as it is then."""
        if self._wishes.dry_run:
            return draft
        if "status" not in settlement.taken:
            self._daily.dealings.move_one(draft.uid, theirs.said.day)
        elif theirs.said.status == "done":
            self._daily.dealings.tick_off(draft.uid, theirs.completed)
        else:
            self._daily.dealings.drop_one(draft.uid)
        return (*self._drafts(draft.uid), draft)[0]

    def _send(
        self, draft: _Draft, known: PushedTask, data: bytes, etag: str = "", verdict: PushVerdict = "new"
    ) -> PushOutcome:
        """Put the task in the place of the one with this etag; "" for where none is."""
        if self._wishes.dry_run:
            return draft.outcome(verdict)
        for task in task_of(data, draft.uid):
            sent = Agreed(draft.said, task.said)
            self._pushes.begin(draft.uid, known.name, sent.to_text(), anew=not etag)
            answer = self._there.put(known.name, data, etag)
            if 200 <= answer.status < 300 or answer.status == 412:
                return self._seen(draft, known.name, sent, answer, verdict)
            if etag and answer.status in (404, 410):
                return draft.outcome("gone", "deleted on the server")
            return self._refused(draft, known, answer, etag, verdict)
        return draft.outcome("failed", "cannot be changed as the server has it")

    def _seen(
        self, draft: _Draft, name: str, sent: Agreed, answer: Answer, verdict: PushVerdict
    ) -> PushOutcome:
        """See that the task is there, and remember what the server has made of it.

        Where the server took none, since another is there, it may be this one, sent before.
        """
        data, etag = self._there.item(name)
        took = answer.status != 412
        for theirs in task_of(data, draft.uid):
            if took and answer.etag and etag and answer.etag != etag:  # changed again: seen to next time
                return self._agree(draft, name, answer.etag, sent.there, verdict)
            if took or theirs.said == sent.there:
                return self._agree(draft, name, etag or answer.etag, theirs.said, verdict)
        if took:
            return draft.outcome("failed", "the server says that it took the task, and does not have it")
        return draft.outcome("failed", "changed on the server at this moment; run this again")

    def _refused(
        self, draft: _Draft, known: PushedTask, answer: Answer, etag: str, verdict: PushVerdict
    ) -> PushOutcome:
        """Decide where the server took no task: one of this UID may be there under another name."""
        if not etag and answer.status in _HAS_UID:
            name = self._there.names().get(draft.uid, known.name)
            if name != known.name:
                return self._compare(draft, PushedTask(draft.uid, name), verdict)
        of_one = any(reason in answer.body for reason in _OF_ONE_TASK)
        if not etag and answer.status in _TAKES_NONE and not of_one:
            raise takes_none(self._there.url, self._there.kind)
        raise refused(answer, draft.said.summary)

    def _delete(self, known: PushedTask) -> PushOutcome:
        """Delete a task whose follow-up is gone here, or its contact, unless it was changed there.

        Another etag means that it was, even where it says the same: a phone may have added an alarm. Only
        what was sent and whose answer was lost is known by what it says.
        """
        etag = self._etags.get(known.name, "")
        sent, agreed = Agreed.of_text(known.sent), Agreed.of_text(known.agreed)
        ours = [found.there for found in (sent if known.etag else sent + agreed)]
        outcome = PushOutcome(known.uid, (sent + agreed)[0].there.summary, "deleted")
        if etag and etag != known.etag:
            data, now = self._there.item(known.name)
            etag = (now or etag) if data else ""
            unchanged = not data or any(task.said in ours for task in task_of(data, known.uid))
            side = self._wishes.settled.get(known.uid, "ours" if unchanged else "")
            if side == "theirs":
                return self._forgotten(known.uid, replace(outcome, verdict="unchanged"))
            if not side:
                return self._conflict(replace(outcome, verdict="conflict", reason=_GONE_HERE), known)
        if etag and not self._wishes.dry_run:
            answer = self._there.delete(known.name, etag)
            if answer.status == 412:
                return self._conflict(replace(outcome, verdict="conflict", reason=_GONE_HERE), known)
            if not 200 <= answer.status < 300 and answer.status not in (404, 410):
                raise refused(answer, outcome.name)
        return self._forgotten(known.uid, outcome)

    def _forgotten(self, uid: str, outcome: PushOutcome) -> PushOutcome:
        if not self._wishes.dry_run:
            self._pushes.forget(uid)
        return outcome

    def _agree(self, draft: _Draft, name: str, etag: str, theirs: Said, verdict: PushVerdict) -> PushOutcome:
        """Note that the task is there, and what both sides say."""
        if not self._wishes.dry_run:
            agreed = Agreed(draft.said, theirs).to_text()
            self._pushes.agree(PushedTask(draft.uid, name, etag, draft.follow_up.revision, agreed))
        return draft.outcome(verdict)

    def _conflict(
        self, outcome: PushOutcome, known: PushedTask, found: tuple[Difference, ...] = ()
    ) -> PushOutcome:
        return replace(outcome, differences=found, url=child(self._there.url, known.name))
