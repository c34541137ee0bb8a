"""Follow-ups as the entries of a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daily.wording import step
from cardscan.days import moved
from cardscan.export.calendar import Item
from cardscan.export.values import grouped, plain_contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.book.daily.planning import Plan
    from cardscan.book.daybook import Task
    from cardscan.book.records import Entry

SHOWN_ENDED = 30
"""Days for which what was ended stays in the calendar, so that calendars learn of it."""


def items(plan: Plan, today: str, *, details: bool) -> Iterator[Item]:
    """Yield all follow-ups that are open, or were ended of late; with `details`, how to reach the people."""
    for entry, task in plan.tasks(moved(today, -SHOWN_ENDED)):
        yield item(entry, task, details=details)


def item(entry: Entry, task: Task, *, details: bool) -> Item:
    """Return a follow-up as a calendar is told of it."""
    return Item(
        task.uid, task.due, _summary(entry, task), _details(entry) if details else "",
        task.outcome or "open", task.revision, task.changed,
    )  # fmt: skip


def _summary(entry: Entry, task: Task) -> str:
    return f"{entry.contact.display_name or 'No name'}: {step(task)}"


def _details(entry: Entry) -> str:
    contact = plain_contact(entry.contact)
    phones = (grouped(phone) for phone in contact.phones)
    emails = (email.value for email in contact.emails)
    events = (f"{event.date} {event.name}".strip() for event in entry.events)
    return "\n".join((*phones, *emails, *events, *(note.text for note in entry.notes)))
