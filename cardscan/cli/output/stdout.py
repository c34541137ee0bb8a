"""Standard output as users give it to us: full, closed, or a pipe that nobody reads any more."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cardscan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def open_what_is_closed() -> None:
    """Put something that swallows all in the place of each standard stream that is closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - to the end


@contextmanager
def printed_in_full() -> Iterator[None]:
    """See to it that all that the block prints is out; a reader who had enough is no error.

    Raises OutputError where there is no room for it.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output had enough, as `head` does
        _print_no_more()
    except OSError as error:
        if error.filename is not None or error.errno not in _NO_ROOM:
            raise
        _print_no_more()
        raise OutputError(
            f"standard output: cannot be written: {error.strerror}", "see that there is room for it"
        ) from error


@contextmanager
def file_or_stdout(path: Path) -> Iterator[BinaryIO]:
    """Open a stream for a file that is there whole or not at all; for standard output where it is "-"."""
    from cardscan.export.files import atomic_file

    if str(path) != "-":
        with atomic_file(path) as stream:
            yield stream
        return
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def _print_no_more() -> None:
    """Swallow what is still to come, which Python would complain of at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
