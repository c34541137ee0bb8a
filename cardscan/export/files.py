"""Output files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from cardscan import private
from cardscan.errors import OutputError
from cardscan.lasting import make_names_last

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Open a stream whose bytes become the file `path` when the block ends well.

    Until then they are in a temporary file beside it, which is synchronised and renamed;
    where the block fails, `path` is as it was. A new file is its owner's alone; one of ours that was
    there before keeps who may read it. A device or a named pipe is written to
    directly. Raises OutputError where the file cannot be written.
    """
    target = path.resolve()
    direct = os.path.lexists(target) and not target.is_file() and not target.is_dir()
    temporary = target if direct else target.with_name(f".cardscan-{os.urandom(8).hex()}.tmp")
    try:
        if target.is_dir():
            raise OutputError(f"{path}: is a folder", f"for a file a contact, write {path}/")
        if direct:
            with target.open("wb") as stream:
                yield stream
            return
        with private.opened(temporary, "xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if _is_ours(target):
            shutil.copymode(target, temporary)
        temporary.replace(target)
        make_names_last(target.parent)
    except OSError as error:
        if error.filename not in (None, str(temporary), str(target)):
            raise  # not ours: of a file that was read meanwhile
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written: {reason}", _hint(target)) from error
    finally:
        if not direct:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _is_ours(target: Path) -> bool:
    """Tell whether the file is there and this user's: nobody else says who may read what we write."""
    with suppress(OSError):
        return os.name != "posix" or target.stat().st_uid == os.geteuid()
    return False


def _hint(target: Path) -> str:
    if not target.parent.is_dir():
        return f"make the folder {target.parent} first"
    return "choose a place with -o where you may write and where there is room"
