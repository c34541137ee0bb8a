"""A lock that one program at a time holds, until it lets go of it or ends."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Self

from cardscan import private

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SOON = 0.05
"""Seconds until a lock that is held is asked for again."""
_NONE = -1


class HeldError(Exception):
    """Somebody else holds the lock."""


class Lock:
    """A lock on a file, which is made where there is none and stays; each holder has a Lock of its own."""

    def __init__(self, path: Path, wait: float = 0.0) -> None:
        """`wait` is how many seconds to wait for whoever holds it."""
        self._path = path
        self._wait = wait
        self._handle = _NONE

    @property
    def is_held(self) -> bool:
        """Whether it is held by this very object."""
        return self._handle != _NONE

    def acquire(self) -> None:
        """Take the lock. Raises HeldError, and OSError where the folder or its file system allows no lock."""
        end = time.monotonic() + self._wait
        while not self._take():
            if time.monotonic() >= end:
                raise HeldError(str(self._path))
            time.sleep(_SOON)

    def release(self) -> None:
        """Let go of the lock, if it is held."""
        handle, self._handle = self._handle, _NONE
        if handle != _NONE:
            _unlock(handle)
            os.close(handle)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _take(self) -> bool:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(self._path, flags, private.FILE)
        try:
            # a file that was removed meanwhile keeps nobody away: others make a new one
            if _lock(handle) and os.fstat(handle).st_nlink:
                self._handle = handle
        finally:
            if self._handle != handle:
                os.close(handle)
        return self.is_held


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the latter is how Windows says it
        return False
    return True


def _unlock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_UN)
