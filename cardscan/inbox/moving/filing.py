"""Put claimed files where they belong, without overwriting anything, and so that a kill does no harm.

Whoever finds the journal of a claim carries it out again; what has been done already is recognised by
what lies at the target, and left alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cardscan.inbox.moving.free_places import free_folder, free_place, make_folder, note_of
from cardscan.inbox.moving.journals import Move, Plan, write_journal
from cardscan.inbox.places import FileVerdict
from cardscan.lasting import make_names_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.inbox.places import Folders

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
"""What systems say that have no second names for a file, or not for files of others."""


def planned(
    file: Path, target: Path, verdict: FileVerdict | Literal["back"], folders: Folders, **more: str
) -> Move:
    """Return the move of a claimed file to a place like `target` that is free.

    Where a folder's name on the way is a file's or a link's, the folder gets a number; but the three
    for done, duplicate and failed, which everybody looks for, keep their names.
    """
    root = folders.root_of(verdict)
    own = root if verdict == "back" else root / verdict
    place = free_place(free_folder(target.parent, own) / target.name, noted=bool(more.get("note")))
    return Move(str(file), verdict, str(place), **more)


def carry_out(plan: Plan, folder: Path, journal: Path, folders: Folders, *, again: bool) -> Plan:
    """Move the files of a claim's folder as the journal says; return the plan as it was carried out.

    A place that was taken meanwhile is given up for another one. `again` tells that an
    earlier attempt may have got anywhere. Raises OSError; the journal stays for the next attempt.
    """
    done = plan
    for index, move in enumerate(plan.moves):
        source = folder / move.file
        while not _put_below(folders.root_of(move.verdict), source, Path(move.target), again=again):
            more = {"sha256": move.sha256, "note": move.note}
            move = planned(Path(move.file), Path(move.target), move.verdict, folders, **more)
            done = replace(done, moves=(*done.moves[:index], move, *done.moves[index + 1 :]))
            write_journal(journal, done, folders)
        if move.note:
            _write_note(note_of(Path(move.target)), move.note, source)
    return done


def _put_below(root: Path, source: Path, target: Path, *, again: bool) -> bool:
    if os.path.lexists(source):
        make_folder(target.parent, root)
    return put(source, target, again=again)


def put(source: Path, target: Path, *, again: bool = False) -> bool:
    """Move a file into a folder where nothing of that name lies yet; False where something does.

    The file gets its new name before it loses the old one, which cannot overwrite. Where the new
    name is this very file's, or the file has gone, an earlier attempt did that already.
    """
    try:
        status = source.lstat()
    except FileNotFoundError:
        return True
    if not _has_name(status, target):
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


def _has_name(status: os.stat_result, path: Path) -> bool:
    """Tell whether the path is another name of the file; what has one name only cannot have two.

    How many names it has says nothing by itself: a backup may have given it one at any time.
    """
    try:
        return status.st_nlink > 1 and status.st_ino != 0 and os.path.samestat(status, path.lstat())
    except FileNotFoundError:
        return False


def _rename(source: Path, target: Path) -> bool:
    """Move a file where it cannot have two names; only a look guards what may be there."""
    if os.path.lexists(target):
        return False
    source.rename(target)
    make_names_last(target.parent)
    return True


def _copy(source: Path, target: Path, *, again: bool) -> bool:
    """Move a file to another file system: whole and compared under a passing name, then under its own."""
    passing = _passing(source, target.parent)
    passing.unlink(missing_ok=True)
    if os.path.lexists(target):
        if not (again and _is_copy(target, source)):
            return False
    else:
        _copy_whole(source, passing)
        if not put(passing, target):
            passing.unlink()
            return False
    source.unlink()
    return True


def _passing(source: Path, folder: Path) -> Path:
    """Return the name that what comes of a claimed file has while it is written: nobody else's, any time."""
    return folder / f".{sha256(os.fsencode(source)).hexdigest()[:32]}.part"


def _is_copy(target: Path, source: Path) -> bool:
    return stat.S_ISREG(target.lstat().st_mode) and sha256_of(target) == sha256_of(source)


def _copy_whole(source: Path, target: Path) -> None:
    with source.open("rb") as original, target.open("xb") as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    shutil.copystat(source, target)
    if sha256_of(target) != sha256_of(source):
        raise OSError(errno.EIO, "the copy differs from its original", str(target))


def _write_note(place: Path, text: str, source: Path) -> None:
    """Leave the note, unless there is one; nothing is overwritten, and no link followed."""
    passing = _passing(source, place.parent)
    passing.unlink(missing_ok=True)
    if not os.path.lexists(place):
        with passing.open("x", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        put(passing, place)
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
