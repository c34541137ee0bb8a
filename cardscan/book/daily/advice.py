"""One sentence: the first thing to work on, of activity, follow-up, giving and return, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.days import between, period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.book.daily import Daily
    from cardscan.book.daybook import Goal, Group, Month

_STEADY = "Steady: keep at it."
_JUDGED_AFTER = 3
_RECENT = 3
"""Months that tell whether people are followed up."""
_ENOUGH = 0.5
"""The share of new people who should be followed up within a week."""


def advice(daily: Daily, today: str, months: Sequence[Month]) -> str:
    """Return one sentence for today; `months` are the last ones."""
    goals = daily.goals.all()
    behind = {goal.name: goal for goal in goals if goal.reached < int(goal.number * _passed(goal, today))}
    return sentence(behind, months[-_RECENT:], daily.results.groups)


def _passed(goal: Goal, today: str) -> float:
    """Return how much of the goal's week, month or year has passed."""
    first, last = period(today, goal.per)
    return (between(first, today) + 1) / (between(first, last) + 1)


def sentence(
    behind: dict[str, Goal], recent: Sequence[Month], groups: Callable[[], tuple[Group, ...]]
) -> str:
    """Return the sentence for the goals that are behind, the last three months and the groups."""
    if goal := behind.get("events"):
        left = goal.number - goal.reached
        events = "one more event" if left == 1 else f"{left} more events"
        return f"Work on this: go to {events} this {goal.per}."
    if goal := behind.get("new"):
        return f"Work on this: meet new people; {goal.reached} of {goal.number} this {goal.per}."
    if goal := behind.get("known"):
        return f"Work on this: speak to people you know; {goal.reached} of {goal.number} this {goal.per}."
    new, followed = (sum(getattr(month, name) for month in recent) for name in ("new", "within_seven"))
    if followed < _ENOUGH * new:
        share = 100 * followed // new
        return f"Work on this: follow up within a week; {share} % of the new people were."
    if goal := behind.get("given"):
        return f"Work on this: give something small to one person a day; {goal.reached} this {goal.per}."
    for group in groups():
        if group.visits >= _JUDGED_AFTER and not group.got and not group.advocates:
            return f"Work on this: {group.name} brought nothing in {group.visits} visits; try another group."
    return _STEADY
