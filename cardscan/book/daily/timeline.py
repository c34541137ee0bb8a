"""All that is known of one person's past in one list: dealings, notes and changes, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cardscan.book.daybook import LogEntry
from cardscan.book.outcomes import Change
from cardscan.book.records import Note
from cardscan.days import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable

Item: TypeAlias = LogEntry | Note | Change


def newest_first(items: Iterable[Item]) -> list[Item]:
    """Return them by the days on which they were, and within a day as they were written down."""
    return sorted(items, key=lambda item: (day_of(item), item.at), reverse=True)


def day_of(item: Item) -> str:
    """Return the day on the user's own calendar."""
    return item.day if isinstance(item, LogEntry) else local_day(item.at)
