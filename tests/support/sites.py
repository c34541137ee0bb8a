"""A drop folder, a book and a clock that the test moves on, with watchers at work."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from cardscan.book import Book, Event
from cardscan.inbox import Claim, Folders, Happening, Watch
from cardscan.many.batch import Outcome
from tests.support.drops import files_in, read_now


class Site:
    """A drop folder, a book and a clock, with watchers at work."""

    def __init__(self, base: Path) -> None:
        self.inbox = base / "in"
        self.inbox.mkdir()
        self.folders = Folders(self.inbox, self.inbox)
        self.book = Book.open(base / "book")
        self.time = 0.0
        self.watchers: list[Watch] = []

    def watcher(
        self,
        submit: Callable[[Claim], Future[Outcome]] = read_now,
        *,
        book: Book | None = None,
        event: Event = Event(),  # noqa: B008
        once: bool = False,
        now: Callable[[], datetime] = lambda: datetime(2026, 11, 22, tzinfo=UTC),
    ) -> Watch:
        watch = Watch(
            self.folders,
            book or self.book,
            submit,
            event=event,
            once=once,
            clock=lambda: self.time,
            now=now,
        )
        watch.start()
        self.watchers.append(watch)
        return watch

    def real_time(self) -> datetime:
        """Return the time that the file system knows."""
        return datetime.now(UTC)

    def drop(self, name: str, data: bytes) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def after(self, seconds: float, watch: Watch) -> list[Happening]:
        """Let time pass, then step until there is nothing to do at that time."""
        self.time += seconds
        return [happening for _ in range(8) for happening in watch.step()]

    def settled(self, watch: Watch) -> list[Happening]:
        """Look, let settle whatever lies there, pairs too, and return all that was said."""
        return self.after(1.0, watch) + self.after(10.0, watch) + self.after(10.0, watch)

    def die(self, watch: Watch) -> None:
        """Have the watcher end as the system ends it: its lock is free, nothing else is done."""
        lock = watch._workplace._lock
        assert lock is not None
        lock.release(force=True)

    def pictures(self) -> dict[str, bytes]:
        """Return all files but locks and notes."""
        return {
            name: data
            for name, data in files_in(self.inbox).items()
            if not name.endswith((".lock", ".error.txt"))
        }
