"""What is written is its owner's alone: folders 0700 and files 0600, whatever the umask says.

Windows has no such modes: there, a file has the rights of the folder that it is made in.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Literal

FILE = 0o600
"""The mode of a file that nobody but its owner may read or write."""
FOLDER = 0o700
"""The mode of a folder that nobody but its owner may enter."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it, unless it is there; one that is there stays as it is.

    Those above are the owner's alone as well: who may write to one could put another folder in its place.
    Raises OSError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(FOLDER)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        _set_mode(folder, FOLDER)  # the umask may have taken rights of the owner's


def opened(file: Path, mode: Literal["xb", "wb"]) -> BinaryIO:
    """Open a file to be written: a new one ("xb"), or in the place of what is in it. Raises OSError."""
    return opened_as(file, mode, FILE)


def opened_as(
    file: Path | str, mode: Literal["xb", "wb"], rights: int, folder: int | None = None
) -> BinaryIO:
    """Open a file to be written that has these rights, whatever the umask; see os.open for `folder`.

    Raises OSError.
    """

    def opener(path: str, flags: int) -> int:
        handle = os.open(path, flags, rights, dir_fd=folder)
        if os.name == "posix":
            with suppress(OSError):  # on a disk that knows no rights
                os.fchmod(handle, rights)
        return handle

    return open(file, mode, opener=opener)


def make_file(file: Path) -> None:
    """Make an empty file where there is none, for a program that writes it later. Raises OSError."""
    with suppress(FileExistsError), opened(file, "xb"):
        pass


def close(path: Path) -> None:
    """Take from others what rights they have on the file or folder and on all that is in it.

    A folder is closed after what is in it, so that one that is closed need not be looked through again.
    Links are left alone, since what they lead to may be somebody else's, and so is what is another's.
    """
    if path.is_symlink() or not is_open(path):
        return
    if path.is_dir():
        with suppress(OSError):
            for inner in path.iterdir():
                close(inner)
    with suppress(OSError):
        _set_mode(path, stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)


def is_open(path: Path) -> bool:
    """Tell whether others have a right on the file or folder itself, or on what the link leads to."""
    if os.name != "posix":
        return False
    with suppress(OSError):
        return bool(path.stat().st_mode & _OTHERS)
    return False


def others_may_write(folder: Path) -> bool:
    """Tell whether somebody else may put something into the folder, or another folder in its place."""
    if os.name != "posix":
        return False
    real = folder.resolve()
    for place in (real, *real.parents):
        with suppress(FileNotFoundError):
            status = place.stat()
            if status.st_uid not in (os.geteuid(), 0):
                return True
            kept_apart = place != real and status.st_mode & stat.S_ISVTX
            if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not kept_apart:
                return True
    return False


def _set_mode(path: Path, mode: int) -> None:
    if os.name == "posix":
        path.chmod(mode)
