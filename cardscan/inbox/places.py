"""Where a drop folder keeps what: the folder itself, its work, and where files are put away."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from cardscan import private
from cardscan.errors import BadInputError, UsageError

FileVerdict: TypeAlias = Literal["done", "duplicate", "failed"]
"""What becomes of a file; also the name of the folder it is put into."""

VERDICTS: tuple[FileVerdict, ...] = ("done", "duplicate", "failed")
WORK = ".work"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder that is watched, and the one that holds done, duplicate and failed."""

    inbox: Path
    filed: Path

    @property
    def work(self) -> Path:
        """Where files lie while they are read; within the inbox, so that a rename gets them there."""
        return self.inbox / WORK

    @property
    def longer_by(self) -> int:
        """How many bytes longer a path may become where a file is read or put away."""
        claimed = len(os.fsencode(self.work)) + 64
        filed = len(os.fsencode(self.filed)) + 32
        return max(claimed, filed) - len(os.fsencode(self.inbox))

    @property
    def on_one_disk(self) -> bool:
        """Tell whether files need not be copied to be put away."""
        return not self.filed.exists() or self.filed.stat().st_dev == self.inbox.stat().st_dev

    def root_of(self, verdict: FileVerdict | Literal["back"]) -> Path:
        """Return the folder that files with this verdict are put below."""
        return self.inbox if verdict == "back" else self.filed

    def make_filed(self) -> None:
        """Make the folder for what is put away where it is missing, with the rights of the drop folder."""
        if not self.filed.is_dir():
            private.make_folder(self.filed)
            self.filed.chmod(stat.S_IMODE(self.inbox.stat().st_mode))

    def file_of(self, place: Path) -> Path:
        """Return where what was put away lay in the inbox: without verdict and month."""
        verdict, *rest = place.relative_to(self.filed).parts
        return Path(*rest[1:] if verdict == "done" else rest)

    @classmethod
    def checked(cls, inbox: Path, filed: Path | None, book: Path) -> Folders:
        """Return the folders as absolute paths.

        Raises BadInputError where the folder is missing or cannot be read, UsageError where one of the three
        lies so that the program would read, or write into, what is its own.
        """
        if not inbox.is_dir():
            what = "is a file, not a folder" if inbox.exists() else "there is no such folder"
            raise BadInputError(f"{inbox}: {what}", "make the folder first, or check the path's spelling")
        if not os.access(inbox, os.R_OK | os.X_OK):
            raise BadInputError(
                f"{inbox}: the folder cannot be read: permission denied", "see that it is yours"
            )
        inbox, book = inbox.resolve(), book.resolve()
        away = inbox if filed is None else filed.resolve()
        if inbox.is_relative_to(book) or book.is_relative_to(inbox):
            message = f"{inbox}: the watched folder and the book ({book}) may not lie one in the other"
            raise UsageError(message, "choose another place for the book with --book DIR")
        if away != inbox and away.is_relative_to(inbox):
            message = f"{away}: lies in the watched folder, what is put there would be read again"
            raise UsageError(message, "leave --filed out, or name a folder elsewhere")
        if away.is_relative_to(book) or any(inbox.is_relative_to(away / name) for name in VERDICTS):
            message = f"{away}: is no place for files that were read"
            raise UsageError(message, "name a folder apart from the book and the watched folder with --filed")
        return cls(inbox, away)


def mount_of(folder: Path) -> Path:
    """Return where the disk is mounted that the folder lies on."""
    return next(
        place for place in (folder, *folder.parents) if os.path.ismount(place) or place == place.parent
    )
