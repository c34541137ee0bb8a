"""Five minutes a day: dealings with people, what is due, events, results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daily.dealing import Dealings
from cardscan.book.daily.events import Events
from cardscan.book.daily.giving import Giving
from cardscan.book.daily.goals import Goals
from cardscan.book.daily.planning import Plan
from cardscan.book.daily.pushed_tasks import TaskPushes
from cardscan.book.daily.results import Results

if TYPE_CHECKING:
    from cardscan.book.file.access import Access


class Daily:
    """The part of the book that is used every day."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self.dealings = Dealings(access)
        self.plan = Plan(access)
        self.events = Events(access)
        self.giving = Giving(access)
        self.results = Results(access)
        self.goals = Goals(access)

    def task_pushes(self, collection: str) -> TaskPushes:
        """Return what a task list on a server holds; `collection` is its address."""
        return TaskPushes(self._access, collection)
