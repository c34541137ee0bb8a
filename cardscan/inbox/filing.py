"""Put claimed files where they belong, without overwriting anything, and so that a kill does no harm.

Where each file is to go is written down before the first is moved. Whoever finds such a journal
carries it out again; what has been done already is recognised and left alone.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
from dataclasses import asdict, dataclass, replace
from hashlib import file_digest, sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cardscan.inbox.places import FileVerdict
from cardscan.lasting import make_names_last

if TYPE_CHECKING:
    from collections.abc import Sequence

_log = logging.getLogger(__name__)

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
"""What systems say that have no second names for a file, or not for files of others."""

_NOTE = ".error.txt"
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Move:
    """One file's way out of a claim."""

    file: str
    """Its path within the claim, as in the watched folder."""
    verdict: FileVerdict | Literal["back"]
    target: str
    """The absolute path it goes to."""
    links: int
    """How many names the file had before; one more tells that it has got its new one."""
    sha256: str = ""
    """Its digest, where its cards come into the book with it."""
    note: str = ""
    """What NAME.error.txt beside it says, or ""."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a claim's files, or of some of them."""

    moves: tuple[Move, ...]
    book: str
    """The folder of the book that those of its files that have a digest are in."""

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests that must be in the book before anything is moved."""
        return tuple(move.sha256 for move in self.moves if move.sha256)


def planned(
    file: Path, folder: Path, target: Path, verdict: FileVerdict | Literal["back"], **more: str
) -> Move:
    """Return the move of a file that lies in a claim's folder to a place like `target` that is free."""
    links = (folder / file).lstat().st_nlink
    place = free_place(target, noted=bool(more.get("note")))
    return Move(str(file), verdict, str(place), links, **more)


def free_place(wanted: Path, *, noted: bool = False) -> Path:
    """Return the path itself if nothing is there, else one with " (2)" or so before its suffix.

    With `noted`, its error note must be free as well.
    """
    for number in count(1):
        tail = (f" ({number})" if number > 1 else "") + wanted.suffix
        place = wanted.with_name(_fitting(wanted.stem, tail))
        if not os.path.lexists(place) and not (noted and os.path.lexists(note_of(place))):
            return place
    raise AssertionError("unreachable: numbers do not end")


def note_of(file: Path) -> Path:
    """Return where the reason for a file's failure is told."""
    return file.with_name(_fitting(file.name, _NOTE))


def _fitting(stem: str, tail: str) -> str:
    while len(os.fsencode(stem + tail)) > _LONGEST_NAME and stem:
        stem = stem[:-1]
    return stem + tail


def write_journal(journal: Path, plan: Plan) -> None:
    """Write the plan down, whole and on the disk, in place of an earlier one."""
    temporary = journal.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(plan), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(journal)
    make_names_last(journal.parent)


def read_journal(journal: Path) -> Plan | None:
    """Return the plan that was written down, None if there is none that can be understood."""
    try:
        data = json.loads(journal.read_text(encoding="utf-8"))
        return Plan(tuple(Move(**move) for move in data["moves"]), data["book"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:  # then the file is looked at as if new
        _log.warning("%s: is no journal: %s", journal, error)
        return None


def carry_out(plan: Plan, folder: Path, journal: Path, *, again: bool) -> Plan:
    """Move the files of a claim's folder as the journal says; return the plan as it was carried out.

    A place that was taken meanwhile is given up for a numbered one. `again` tells that an
    earlier attempt may have got anywhere. Raises OSError; the journal stays for the next attempt.
    """
    done = plan
    for index, move in enumerate(plan.moves):
        while not put(folder / move.file, Path(move.target), links=move.links, again=again):
            place = free_place(Path(move.target), noted=bool(move.note))
            move = replace(move, target=str(place))
            done = replace(done, moves=(*done.moves[:index], move, *done.moves[index + 1 :]))
            write_journal(journal, done)
        if move.note:
            _write_note(note_of(Path(move.target)), move.note)
    return done


def put(source: Path, target: Path, *, links: int, again: bool = False) -> bool:
    """Move a file to a place where nothing lies yet; False where something does.

    The file gets its new name before it loses the old one, which cannot overwrite. If it has
    more names than `links`, or none any more, an earlier attempt did that already.
    """
    try:
        names = source.lstat().st_nlink
    except FileNotFoundError:
        return True
    if names <= links:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno == errno.EXDEV:
                return _copy(source, target, again=again)
            if error.errno not in _NO_LINKS:
                raise
            return _rename(source, target)
        make_names_last(target.parent)
    source.unlink()
    return True


def _rename(source: Path, target: Path) -> bool:
    """Move a file where it cannot have two names; only a look guards what may be there."""
    if os.path.lexists(target):
        return False
    source.rename(target)
    make_names_last(target.parent)
    return True


def _copy(source: Path, target: Path, *, again: bool) -> bool:
    """Move a file to another file system: whole and compared under a passing name, then under its own."""
    passing = target.with_name(f".{sha256(os.fsencode(source)).hexdigest()[:16]}.part")
    if os.path.lexists(target):
        if not (again and target.is_file() and sha256_of(target) == sha256_of(source)):
            return False
        passing.unlink(missing_ok=True)
    else:
        _copy_whole(source, passing)
        if not put(passing, target, links=1):
            passing.unlink()
            return False
    source.unlink()
    return True


def _copy_whole(source: Path, target: Path) -> None:
    with source.open("rb") as original, target.open("wb") as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    shutil.copystat(source, target)
    if sha256_of(target) != sha256_of(source):
        raise OSError(errno.EIO, "the copy differs from its original", str(target))


def _write_note(place: Path, text: str) -> None:
    """Leave the note, unless there is one; nothing is overwritten."""
    passing = place.with_name(_fitting(f".{place.stem}", ".part"))
    if not os.path.lexists(place):
        passing.write_text(text, encoding="utf-8", errors="backslashreplace")
        put(passing, place, links=1)
    passing.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Return a file's digest in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def remove_empty(folder: Path) -> None:
    """Remove a folder and those in it, if there is no file in any of them."""
    for place, _, _ in os.walk(folder, topdown=False):
        Path(place).rmdir()


def files_below(folder: Path) -> Sequence[Path]:
    """Return the files in a folder and below it, relative to it."""
    return sorted(
        (Path(place) / name).relative_to(folder) for place, _, names in os.walk(folder) for name in names
    )
