"""A progress bar on stderr, where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

_LARGE = 1 << 18
"""Octets of a file that takes long enough to be watched."""

Tick: TypeAlias = Callable[[], None]
"""To be called after each file."""

OctetTick: TypeAlias = Callable[[int], None]
"""To be called with the octets done since the last time."""


@contextmanager
def progress_bar(total: int, *, shown: bool, doing: str = "reading") -> Iterator[Tick]:
    """Show a bar with rate and time left, if stderr is a terminal and there is much to do."""
    if not shown or total < 2 or not sys.stderr.isatty():
        yield lambda: None
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
        task = progress.add_task("", total=total, rate="")

        def tick() -> None:
            progress.advance(task)
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f}/s" if speed else "")

        yield tick


@contextmanager
def octets_bar(total: int, *, doing: str) -> Iterator[OctetTick]:
    """Show a bar of a large file's octets with rate and time left, if stderr is a terminal."""
    if total < _LARGE or not sys.stderr.isatty():
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
