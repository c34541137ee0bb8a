"""What was written, and the names it was given, last through a loss of power."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def make_content_last(file: Path) -> None:
    """Have what was written to the file on the disk; raises OSError."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def make_names_last(folder: Path | int) -> None:
    """Have the renames in the folder, or the one with this handle, on the disk, where the system has a way.

    Windows has none, nor do some shares.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.dup(folder) if isinstance(folder, int) else os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
