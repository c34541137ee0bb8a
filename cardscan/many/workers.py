"""Processes that read side by side: one that dies takes only its own task along."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import connection, get_context, parent_process
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

P = ParamSpec("P")
T = TypeVar("T")

_MOMENT = 0.02
"""Seconds that processes have to end before they are looked for again."""


class ProcessWorkers(Executor):
    """An executor of so many processes, each apart from the others.

    In a ProcessPoolExecutor the death of one process, killed by the system for want of
    memory or by a fault in a decoder, loses the tasks of all. Here each worker is a pool of
    one: a task whose process dies is done once more in a new one, and only if that dies
    too does its future raise BrokenExecutor. Workers leave the end of a run to their
    parent: they ignore Ctrl-C and SIGTERM, and end when the parent is gone, however it went.
    """

    def __init__(self, workers: int) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="cardscan-worker")
        self._idle: SimpleQueue[ProcessPoolExecutor] = SimpleQueue()
        self._busy: set[ProcessPoolExecutor] = set()
        self._killed = False
        for _ in range(workers):
            self._idle.put(_new_pool())

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `fn` called in the next process that is free."""
        return self._threads.submit(self._run, fn, args, kwargs)

    def _run(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        pool = self._idle.get()
        try:
            try:
                return self._call(pool, fn, args, kwargs)
            except BrokenExecutor:
                pool = _renewed(pool)
                if self._killed:
                    raise
            try:
                return self._call(pool, fn, args, kwargs)
            except BrokenExecutor:
                pool = _renewed(pool)
                raise
        finally:
            self._idle.put(pool)

    def _call(
        self, pool: ProcessPoolExecutor, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> T:
        self._busy.add(pool)
        try:
            return pool.submit(fn, *args, **kwargs).result()
        finally:
            self._busy.discard(pool)

    def kill(self) -> None:
        """End the processes at once, whatever they do: what is asked of them raises BrokenExecutor."""
        self._killed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        while self._busy:
            for pool in tuple(self._busy):
                for process in tuple((pool._processes or {}).values()):  # kill_workers() from Python 3.14 on
                    process.kill()
            time.sleep(_MOMENT)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End the processes when their tasks are done."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        while wait and not self._idle.empty():
            self._idle.get().shutdown(wait=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """End with the tasks; on an error, at once."""
        if kind is not None:
            self.kill()
        self.shutdown(wait=True)
        return None


def _new_pool() -> ProcessPoolExecutor:
    # Started afresh: a forked child would inherit the locks of our threads.
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_heed_only_the_parent)


def _renewed(pool: ProcessPoolExecutor) -> ProcessPoolExecutor:
    pool.shutdown(wait=False)
    return _new_pool()


def _heed_only_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """End this process when its parent has ended: killed, it cannot tell us to."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
