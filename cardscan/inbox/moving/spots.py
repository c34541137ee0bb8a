"""Places of files, reached from a folder down without following a link, and held while they are used.

Where others may write to a folder, a path that was looked at leads elsewhere a moment later; a name in a
folder that is held open does not. Windows has no such handles: there, paths are looked at and then used.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cardscan import private
from cardscan.lasting import make_names_last

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

_HOLDS = {os.mkdir, os.open, os.link, os.rename, os.stat, os.unlink} <= os.supports_dir_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_READ_AND_WRITE = 0o666
ANYBODY = -1
"""The owner of folders that may be anybody's."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a file lies, or may lie."""

    path: Path
    """For messages; it may lead elsewhere meanwhile."""
    folder: int | None
    """The handle of the folder that the name is in, where the system has handles."""

    @property
    def name(self) -> str:
        """What the system calls it by, together with `folder`."""
        return str(self.path) if self.folder is None else self.path.name

    @property
    def rights(self) -> int:
        """The mode of a file for all who may read the folder, and nobody else."""
        if self.folder is None:
            return private.FILE
        return private.FILE | stat.S_IMODE(os.fstat(self.folder).st_mode) & _READ_AND_WRITE

    def status(self) -> os.stat_result:
        """Return what lies there, a link itself; raises OSError."""
        return os.stat(self.name, dir_fd=self.folder, follow_symlinks=False)

    def is_taken(self) -> bool:
        """Tell whether anything lies there."""
        try:
            self.status()
        except FileNotFoundError:
            return False
        return True

    def beside(self, name: str) -> Spot:
        """Return another name in the same folder."""
        return Spot(self.path.with_name(name), self.folder)

    def opened(self) -> BufferedReader:
        """Open the file that lies there; raises OSError, for a link too."""
        return open(self.name, "rb", opener=lambda name, _: os.open(name, _FILE, dir_fd=self.folder))

    def made(self, mode: int) -> BinaryIO:
        """Make a file there with this mode; raises OSError where anything lies there."""
        return private.opened_as(self.name, "xb", mode, self.folder)

    def unlink(self) -> None:
        """Remove the file, if there is one."""
        with suppress(FileNotFoundError):
            os.unlink(self.name, dir_fd=self.folder)

    def make_last(self) -> None:
        """Have the names in the folder on the disk."""
        make_names_last(self.path.parent if self.folder is None else self.folder)


def moved(source: Spot, target: Spot) -> None:
    """Give a file another name, which nothing has, on the same disk; raises OSError."""
    os.rename(source.name, target.name, src_dir_fd=source.folder, dst_dir_fd=target.folder)


@contextmanager
def spot(root: Path, path: Path, *, make: bool = False, owner: int = ANYBODY) -> Iterator[Spot]:
    """Hold the folder of a path below `root`, and with `make` have it made.

    What is made gets the rights of the folder it is made in. With an `owner`, all folders must be his,
    and are his alone. Raises NotADirectoryError where one is a file or a link, PermissionError where one is
    another's, OSError.
    """
    below = path.relative_to(root)
    if ".." in below.parts:
        raise NotADirectoryError(errno.ENOTDIR, "leads out of its folder", str(path))
    if make and not root.is_dir():
        private.make_folder(root)
    if not _HOLDS:
        place = root
        for name in below.parts[:-1]:
            place /= name
            if make:
                place.mkdir(exist_ok=True)
            if not stat.S_ISDIR(place.lstat().st_mode):
                raise _in_the_way(place)
        yield Spot(path, None)
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        place = root
        for name in below.parts[:-1]:
            place /= name
            upper, handle = handle, _entered(handle, place, make=make, owner=owner)
            os.close(upper)
        yield Spot(path, handle)
    finally:
        os.close(handle)


def _entered(upper: int, place: Path, *, make: bool, owner: int) -> int:
    """Return the handle of a folder in another, made where it is missing and may be."""
    made = False
    if make:
        with suppress(FileExistsError):
            os.mkdir(place.name, private.FOLDER, dir_fd=upper)
            made = True
    try:
        handle = os.open(place.name, _FOLDER, dir_fd=upper)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise _in_the_way(place) from None
        raise
    try:
        status = os.fstat(handle)
        if owner == ANYBODY:
            mode = stat.S_IMODE(os.fstat(upper).st_mode if made else status.st_mode)
        elif status.st_uid == owner:
            mode = private.FOLDER
        else:
            raise PermissionError(errno.EPERM, "belongs to another user; take it away", str(place))
        if mode != stat.S_IMODE(status.st_mode):
            with suppress(OSError):  # on a disk that knows no rights
                os.fchmod(handle, mode)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _in_the_way(place: Path) -> NotADirectoryError:
    reason = f"{place} is a file or a symbolic link where a folder should be; take it away"
    return NotADirectoryError(errno.ENOTDIR, reason, str(place))
