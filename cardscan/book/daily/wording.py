"""Why a person is due, since when, and what could be given: the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daybook import FIRST, KEEP, MANY, PROMISE
from cardscan.days import between, shown_short

if TYPE_CHECKING:
    from cardscan.book.daybook import Due, Gift, LogEntry, Standing, Task


def reason(line: Due, today: str) -> str:
    """Return why a person is due: "new, Chamber mixer 20 Nov", "met again, Fair 27 Nov"."""
    task = line.task
    if task.kind == PROMISE:
        return f"you promised: {task.text}" if task.text else "you promised something"
    if task.kind == FIRST:
        news = "new" if line.met == line.standing.met else "met again"
        where = [line.met_at, shown_short(line.met, today) if line.met else ""]
        return ", ".join(filter(None, (news, " ".join(filter(None, where)))))
    parts = [line.tag]
    for entry in line.last:
        parts.append(f"last: {entry.kind} {shown_short(entry.day, today)}")
    return ", ".join(filter(None, parts))


def since(task: Task, today: str) -> str:
    """Return how long it is due: "since Sat 21", "40 days"; "" where it is not overdue.

    >>> from cardscan.book.daybook import Task
    >>> since(Task(1, "", 0, "2026-11-21", "", "", "", 0, 0, ""), "2026-11-23")
    'since Sat 21'
    """
    days = between(task.due, today)
    if days <= 0:
        return ""
    return f"since {shown_short(task.due, today)}" if days < 7 else f"{days} days"


def step(task: Task) -> str:
    """Return what is to be done."""
    usual = {FIRST: "follow up", KEEP: "keep in touch"}.get(task.kind, "what you promised")
    return task.text or usual


def doing(entry: LogEntry) -> str:
    """Return what was done: "gave introduction", "met at Chamber mixer"."""
    return " ".join(filter(None, (entry.kind, entry.what, f"at {entry.event}" if entry.event else "")))


def counted_to_many(number: int) -> str:
    """Return a number that was counted no further than to MANY + 1.

    >>> counted_to_many(7), counted_to_many(101)
    ('7', 'more than 100')
    """
    return str(number) if number <= MANY else f"more than {MANY}"


def stands(standing: Standing) -> str:
    """Return how things stand with a person: "met 2026-11-20 at Chamber mixer · gave 3, got 1"."""
    where = f" at {standing.met_at}" if standing.met_at else ""
    parts = [
        f"met {standing.met}{where}" if standing.met else "",
        f"last spoken to {standing.touched}" if standing.touched > standing.met else "",
        f"gave {standing.gave}, got {standing.got}" if standing.gave or standing.got else "",
    ]
    return " · ".join(filter(None, parts))


def given(gift: Gift) -> str:
    """Return what could be given to whom."""
    name = gift.entry.contact.display_name or "somebody without a name"
    if gift.match:
        other = gift.match[0].contact
        title = f", {other.title}," if other.title else ""
        return f'{name} looks for "{gift.want}". {other.display_name}{title} may be one.'
    balance = f"gave {gift.standing.gave}, got {gift.standing.got}"
    want = f'; they look for "{gift.want}"' if gift.want else ""
    return f"{name} (you {balance}{want})"
