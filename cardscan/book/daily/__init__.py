"""Five minutes a day: dealings with people, what is due, events, results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.book.daily.dealing import Dealings
    from cardscan.book.daily.events import Events
    from cardscan.book.daily.giving import Giving
    from cardscan.book.daily.goals import Goals
    from cardscan.book.daily.planning import Plan
    from cardscan.book.daily.pushed_tasks import TaskPushes
    from cardscan.book.daily.results import Results
    from cardscan.book.file.access import Access


class Daily:
    """The part of the book that is used every day; its own parts are loaded as the book's are."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def dealings(self) -> Dealings:
        """What was done with people, and what is to be done."""
        from cardscan.book.daily.dealing import Dealings

        return Dealings(self._access)

    @property
    def plan(self) -> Plan:
        """Who is due."""
        from cardscan.book.daily.planning import Plan

        return Plan(self._access)

    @property
    def events(self) -> Events:
        """Where people were met."""
        from cardscan.book.daily.events import Events

        return Events(self._access)

    @property
    def giving(self) -> Giving:
        """Whom something could be given to."""
        from cardscan.book.daily.giving import Giving

        return Giving(self._access)

    @property
    def results(self) -> Results:
        """What it all brought."""
        from cardscan.book.daily.results import Results

        return Results(self._access)

    @property
    def goals(self) -> Goals:
        """What a week, a month or a year is to bring."""
        from cardscan.book.daily.goals import Goals

        return Goals(self._access)

    def task_pushes(self, collection: str) -> TaskPushes:
        """Return what a task list on a server holds; `collection` is its address."""
        from cardscan.book.daily.pushed_tasks import TaskPushes

        return TaskPushes(self._access, collection)
