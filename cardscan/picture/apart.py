"""Decoding in a process apart, which is ended where it takes too long, and is refused too much memory.

A request is {"label", "limits", "size", "seconds"} and `size` bytes for a file's first page, {"seconds"} for
each further one, {"end"} when no more are wanted. The answer is {"page", "width", "height", "orientation"}
and the pixels, {"error", "hint"}, or {"end"}; {"remark"} may come before. Each is a line of JSON, and answers
are not trusted: a file may have got the better of a decoder.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from cardscan.errors import BadInputError, ReadingError
from cardscan.picture.limits import LONGEST_SIDE, PAGES_WORTH, Limits
from cardscan.picture.page import Page
from cardscan.picture.pixels import pixels_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Pixels

_log = logging.getLogger(__name__)

_CODE = "import sys; sys.path[:] = {!r}; from cardscan.picture.decoder import main; main()"
_PIECE = 1 << 18
_LONGEST_LINE = 1 << 16


def pages_apart(data: bytes, label: str, limits: Limits) -> Iterator[tuple[Page, Pixels]]:
    """Yield the pages, and their pixels; raises BadInputError as load_pictures says.

    Raises ReadingError where the decoder breaks down, which may have had other reasons than the file.
    """
    process = _idle_or_new(label)
    request = {"label": label, "limits": asdict(limits), "size": len(data)}
    left = PAGES_WORTH * limits.seconds
    try:
        while True:
            started = time.monotonic()
            with _in_time(process, min(limits.seconds, left), label):
                process.tell({**request, "seconds": limits.seconds}, data)
                said = process.answer()
                page = process.page(said, limits.max_pixels) if "page" in said else None
                pixels = pixels_of(page) if page else None
            left -= time.monotonic() - started
            if page is None or pixels is None:
                break
            yield page, pixels
            request, data = {}, b""
        if "error" in said:
            raise BadInputError(str(said["error"]), str(said["hint"]))
    finally:
        _put_back(process)


class _Process:
    """A process that decodes one file at a time; raises OSError or ValueError where it has broken down."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _CODE.format(sys.path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._owner = os.getpid()

    @property
    def is_ready(self) -> bool:
        """Tell whether it runs, and is not that of a process from which this one was forked."""
        return self._owner == os.getpid() and self._process.poll() is None

    def tell(self, request: dict[str, object], data: bytes = b"") -> None:
        """Send a request."""
        stream = _open(self._process.stdin)
        stream.write(json.dumps(request).encode() + b"\n")
        stream.write(data)
        stream.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for the answer."""
        while True:
            said = json.loads(_open(self._process.stdout).readline(_LONGEST_LINE))
            if not isinstance(said, dict):
                raise ValueError("not an answer")
            if "remark" not in said:
                return said
            _log.info("%s", said["remark"])

    def page(self, said: dict[str, Any], max_pixels: int) -> Page:
        """Return the page of the answer, whose pixels follow it."""
        names = ("page", "width", "height", "orientation")
        number, width, height, orientation = (int(said[name]) for name in names)
        # a PDF page's last row and column may be parts of one
        if min(width, height) < 1 or max(width, height) > LONGEST_SIDE + 1:
            raise ValueError("not the size of a page")
        if (width - 1) * (height - 1) > max_pixels:
            raise ValueError("larger than was asked for")
        taken = str(said["taken"])
        if taken:
            date.fromisoformat(taken)
        return Page(number, width, height, orientation, self._pieces(3 * width * height), taken)

    def _pieces(self, size: int) -> Iterator[bytes]:
        while size > 0 and (piece := _open(self._process.stdout).read(min(size, _PIECE))):
            size -= len(piece)
            yield piece

    def kill(self) -> None:
        """End the process, whatever it does; in any thread."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and wait until it has gone."""
        self._process.kill()
        with suppress(OSError), self._process:
            pass


_IDLE: SimpleQueue[_Process] = SimpleQueue()
"""Those that have nothing to do: to start one takes longer than to decode most pictures."""


def _idle_or_new(label: str) -> _Process:
    with suppress(Empty):
        while True:
            process = _IDLE.get_nowait()
            if process.is_ready:
                return process
    try:
        return _Process()
    except OSError as error:
        message = f"{label}: no process to decode it in can be started: {error.strerror}"
        raise ReadingError(message, "close other programs, and try again") from error


def _put_back(process: _Process) -> None:
    """Keep the process for the next file, if it is still good for anything."""
    with suppress(OSError):
        if process.is_ready:
            process.tell({"end": True})
            _IDLE.put(process)
            return
    process.close()


@atexit.register
def _end_all() -> None:
    with suppress(Empty):
        while True:
            _IDLE.get_nowait().close()


@contextmanager
def _in_time(process: _Process, seconds: float, label: str) -> Iterator[None]:
    """End the process if the block takes longer: BadInputError; where it breaks down: ReadingError."""
    until = time.monotonic() + seconds
    timer = threading.Timer(max(0.0, seconds), process.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        process.close()
        # whoever ended it: where this process is held up, the other one's own clock is first
        if time.monotonic() >= until:
            message = f"{label}: decoding it takes longer than the limit of {seconds:.0f} seconds"
            hint = "save it as PNG or JPEG, or raise decode_timeout in the settings"
            raise BadInputError(message, hint) from error
        message = f"{label}: its decoder broke down, or took more memory than is allowed"
        hint = "save it as PNG or JPEG, or raise decode_megabytes in the settings"
        raise ReadingError(message, hint) from error
    except BaseException:  # Ctrl-C: nobody knows what it will say next
        process.close()
        raise
    finally:
        timer.cancel()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream of the process; it has those that were asked for."""
    if stream is None:
        raise ValueError("no pipe")
    return stream
