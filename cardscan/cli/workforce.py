"""Who reads: this process, processes of their own, or a cluster."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.engines import load_engines_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from cardscan.settings import Settings

_PAYS_FROM = 8
"""Files a process from which on starting it costs less time than it saves."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """An executor, and what it takes to keep it busy without filling the memory."""

    executor: Executor | None
    """None: this process reads."""
    settings: Settings
    ahead: int = 0
    """Files to have under way at once."""
    carry: bool = False
    """The workers may be on other computers, so they are handed the files' content."""
    give_up: Callable[[], None] = lambda: None
    """Ends what is being read, at once; a cluster's workers go on, and nobody hears of it."""


@contextmanager
def workforce(settings: Settings, files: int, *, apart: bool = False) -> Iterator[Workforce]:
    """Yield who reads so many pictures; with `apart` never this process itself.

    Raises MissingError where a model or program is not installed, ReadingError where a
    cluster does not answer.
    """
    if settings.cluster:
        from cardscan.many.cluster import cluster_executor

        with cluster_executor(settings.cluster) as (executor, threads):
            yield Workforce(executor, _of_one_thread(settings), ahead=2 * threads, carry=True)
        return
    cores = os.cpu_count() or 1
    workers = min(settings.workers or min(cores, max(1, files // _PAYS_FROM)), max(1, files))
    if workers == 1 and not apart:
        if files:
            load_engines_for(settings)  # what is missing concerns the call, not each file
        yield Workforce(None, settings)
        return
    from cardscan.many.workers import ProcessWorkers

    with ProcessWorkers(workers) as executor:
        yield Workforce(executor, _of_one_thread(settings), ahead=3 * workers, give_up=executor.kill)


def _of_one_thread(settings: Settings) -> Settings:
    """Return the settings with one thread a reader: side by side, more would only wait for each other."""
    return settings if settings.threads else replace(settings, threads=1)
