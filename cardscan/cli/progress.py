"""A progress bar on stderr, where a person is watching and nothing else is shown."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

_LARGE = 1 << 18
"""Octets of a file that takes long enough to be watched."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    OctetTick = Callable[[int], None]
    """To be called with the octets done since the last time."""


class Bar:
    """Counts what is done, each call one; hidden while results are printed on the same terminal."""

    def __init__(self, shown: tuple[Progress, TaskID] | None = None) -> None:
        self._shown = shown

    def __call__(self) -> None:
        """Count one more."""
        if self._shown:
            progress, task = self._shown
            progress.advance(task)
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f}/s" if speed else "")

    def end(self) -> None:
        """Take the bar away for good."""
        if self._shown:
            self._shown[0].stop()
            self._shown = None

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar away while the block writes to the terminal."""
        if not self._shown or not sys.stdout.isatty():
            yield
            return
        progress, _ = self._shown
        progress.stop()
        try:
            yield
        finally:
            if self._shown:
                progress.start()


@contextmanager
def progress_bar(total: int, *, shown: bool, doing: str = "reading") -> Iterator[Bar]:
    """Show a bar with rate and time left, if a person is watching and there is much to do."""
    if not shown or total < 2 or not watched():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    # Not redirecting stdout: results go there, and must pass through untouched.
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True) as progress:
        yield Bar((progress, progress.add_task("", total=total, rate="")))


@contextmanager
def octets_bar(total: int, *, doing: str) -> Iterator[OctetTick]:
    """Show a bar of a large file's octets with rate and time left, if stderr is a terminal."""
    if total < _LARGE or not watched():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn(doing), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True) as progress:
        task = progress.add_task("", total=total)

        def tick(octets: int) -> None:
            progress.advance(task, octets)

        yield tick


def watched() -> bool:
    """Tell whether a person watches stderr, and no pager draws on the same terminal.

    A pipe that takes what is printed may lead into one.
    """
    if not sys.stderr.isatty():
        return False
    with suppress(OSError, ValueError, AttributeError):
        return not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    return True
