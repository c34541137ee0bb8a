"""One sentence: the first thing to work on, of activity, follow-up, giving and return, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.days import month_end

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.book.daily.results import Results
    from cardscan.book.daybook import Goal, Group, Month

_STEADY = "Steady: keep at it."
_JUDGED_AFTER = 3
_RECENT = 3
"""Months that tell whether people are followed up."""
_ENOUGH = 0.5
"""The share of new people who should be followed up within a week."""


def advice(results: Results, today: str, months: Sequence[Month]) -> str:
    """Return one sentence for today; `months` are the last ones."""
    passed = int(today[8:]) / int(month_end(today[:7])[8:])
    behind = {goal.name: goal for goal in results.goals() if goal.reached < int(goal.number * passed)}
    return sentence(behind, months[-_RECENT:], results.groups)


def sentence(
    behind: dict[str, Goal], recent: Sequence[Month], groups: Callable[[], tuple[Group, ...]]
) -> str:
    """Return the sentence for the goals that are behind, the last three months and the groups."""
    if goal := behind.get("events"):
        left = goal.number - goal.reached
        return f"Work on this: go to {'one more event' if left == 1 else f'{left} more events'} this month."
    if goal := behind.get("new"):
        return f"Work on this: meet new people; {goal.reached} of {goal.number} this month."
    if goal := behind.get("known"):
        return f"Work on this: speak to people you know; {goal.reached} of {goal.number} this month."
    new, followed = (sum(getattr(month, name) for month in recent) for name in ("new", "within_seven"))
    if followed < _ENOUGH * new:
        share = 100 * followed // new
        return f"Work on this: follow up within a week; {share} % of the new people were."
    if goal := behind.get("given"):
        return f"Work on this: give something small to one person a day; {goal.reached} this month."
    for group in groups():
        if group.visits >= _JUDGED_AFTER and not group.got and not group.advocates:
            return f"Work on this: {group.name} brought nothing in {group.visits} visits; try another group."
    return _STEADY
