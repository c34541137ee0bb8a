"""Put claimed files where they belong, without overwriting anything, and so that a kill does no harm.

Whoever finds the journal of a claim carries it out again; what has been done already is recognised by
what lies at the target, and left alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cardscan import private
from cardscan.inbox.moving.free_places import free_folder, free_place, note_of
from cardscan.inbox.moving.journals import Move, Plan, write_journal
from cardscan.inbox.moving.kept import keep
from cardscan.inbox.moving.spots import ANYBODY, Spot, moved, spot
from cardscan.inbox.places import FileVerdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def carry_out(
    plan: Plan, folder: Path, journal: Path, folders: Folders, *, again: bool, owner: int = ANYBODY
) -> Plan:
    """Move the files of a claim's folder as the journal says; return the plan as it was carried out.

    A place that was taken meanwhile is given up for another one. `again` tells that an
    earlier attempt may have got anywhere; `owner` is whose the claim's folders must be. Raises OSError;
    the journal stays for the next attempt.
    """
    done = plan
    for index, move in enumerate(plan.moves):
        while not _put_below(folders, folder, move, owner, again=again):
            more = {"sha256": move.sha256, "note": move.note}
            move = planned(Path(move.file), Path(move.target), move.verdict, folders, **more)
            done = replace(done, moves=(*done.moves[:index], move, *done.moves[index + 1 :]))
            write_journal(journal, done, folders)
        if move.note:
            _write_note(folders.root_of(move.verdict), Path(move.target), move.note)
    return done


def _put_below(folders: Folders, folder: Path, move: Move, owner: int, *, again: bool) -> bool:
    target = Path(move.target)
    with ExitStack() as stack:
        try:
            source = stack.enter_context(spot(folders.inbox, folder / move.file, owner=owner))
        except FileNotFoundError:  # with its folder: an earlier attempt did it all
            return True
        if not source.is_taken():
            return True
        goal = stack.enter_context(spot(folders.root_of(move.verdict), target, make=True))
        return put(source, goal, again=again, let_go=partial(keep, move, folder.name, folders, owner))


def put(
    source: Spot, target: Spot, *, again: bool = False, let_go: Callable[[Spot, str], None] | None = None
) -> bool:
    """Move a file into a folder where nothing of that name lies yet; False where something does.

    The file gets its new name before it loses the old one, which cannot overwrite. Where the new
    name is this very file's, or the file has gone, an earlier attempt did that already. What was copied to
    another disk, with this digest, is let go of, or removed.
    """
    try:
        status = source.status()
    except FileNotFoundError:
        return True
    if not _has_name(status, target):
        try:
            os.link(
                source.name, target.name,
                src_dir_fd=source.folder, dst_dir_fd=target.folder, follow_symlinks=False,
            )  # fmt: skip
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno == errno.EXDEV:
                return _copy(source, target, let_go or _remove, again=again)
            if error.errno not in _NO_LINKS:
                raise
            return _rename(source, target)
        target.make_last()
    source.unlink()
    return True


def _has_name(status: os.stat_result, place: Spot) -> bool:
    """Tell whether the place is another name of the file; what has one name only cannot have two.

    How many names it has says nothing by itself: a backup may have given it one at any time.
    """
    try:
        return status.st_nlink > 1 and status.st_ino != 0 and os.path.samestat(status, place.status())
    except FileNotFoundError:
        return False


def _rename(source: Spot, target: Spot) -> bool:
    """Move a file where it cannot have two names; only a look guards what may be there."""
    if target.is_taken():
        return False
    moved(source, target)
    target.make_last()
    return True


def _copy(source: Spot, target: Spot, let_go: Callable[[Spot, str], None], *, again: bool) -> bool:
    """Move a file to another file system: whole and compared under a passing name, then under its own."""
    passing = _passing(target, source.path)
    passing.unlink()
    digest = digest_at(source)
    if target.is_taken():
        if not (again and stat.S_ISREG(target.status().st_mode) and digest_at(target) == digest):
            return False
    else:
        _copy_whole(source, passing, digest)
        if not put(passing, target):
            passing.unlink()
            return False
    let_go(source, digest)
    return True


def _remove(source: Spot, _: str) -> None:
    source.unlink()


def _passing(target: Spot, source: Path) -> Spot:
    """Return the name that what comes of a claimed file has while it is written: nobody else's, any time."""
    return target.beside(f".{sha256(os.fsencode(source)).hexdigest()[:32]}.part")


def _copy_whole(source: Spot, target: Spot, digest: str) -> None:
    with source.opened() as original, target.made(private.FILE) as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        files = original.fileno(), copy.fileno()
        shutil.copystat(*(files if os.utime in os.supports_fd else (source.name, target.name)))
        os.fsync(copy.fileno())
    if digest_at(target) != digest:
        raise OSError(errno.EIO, "the copy differs from its original", str(target.path))


def _write_note(root: Path, file: Path, text: str) -> None:
    """Leave the note beside the file, unless there is one; nothing is overwritten, and no link followed."""
    with spot(root, note_of(file)) as place:
        passing = _passing(place, file)
        passing.unlink()
        if not place.is_taken():
            with passing.made(place.rights) as stream:
                stream.write(text.encode(errors="backslashreplace"))
            put(passing, place)
            passing.unlink()


def digest_at(place: Spot) -> str:
    """Return the digest of the file that lies there, in hexadecimal; raises OSError, for a link too."""
    with place.opened() as file:
        return file_digest(file, "sha256").hexdigest()


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
