"""Take files out of the drop folder by renaming them, give them back, and recover dead watchers' claims.

Each watcher has a folder of its own in FOLDER/.work, and holds the lock in it as long as it lives.
A rename has one winner, so a file is in one claim at most. Beside a claim's folder TOKEN lies its
journal, TOKEN.json, as soon as it is decided where the files go.
"""

from __future__ import annotations

import errno
import logging
import re
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from filelock import FileLock, Timeout

from cardscan import private
from cardscan.inbox.looking import Seen
from cardscan.inbox.moving.filing import carry_out, files_below, planned, put, remove_empty
from cardscan.inbox.moving.journals import Plan, read_journal, write_journal
from cardscan.inbox.moving.spots import ANYBODY, Spot, moved, spot
from cardscan.inbox.places import Folders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from contextlib import AbstractContextManager

    from cardscan.book import Book

_LOCK = ".lock"
_HOME = re.compile("[0-9a-f]{12}")
_TOKEN = re.compile("[0-9a-f]{32}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """Files that one watcher has taken: one, or a card's two sides."""

    folder: Path
    """FOLDER/.work/<watcher>/<token>; the files lie in it as they lay in FOLDER."""
    files: tuple[Seen, ...] = ()
    """As they were when they had settled; of two sides, the front first."""
    owner: int = ANYBODY
    """The user whose folders it lies in, as the disk tells users."""

    @property
    def token(self) -> str:
        """What the claim is known by, in the book too."""
        return self.folder.name

    @property
    def journal(self) -> Path:
        """Where it is written down what becomes of the files."""
        return self.folder.with_suffix(".json")

    def path(self, file: Seen) -> Path:
        """Return where the file lies now."""
        return self.folder / file.path

    def intact(self) -> bool:
        """Tell whether all files are there and as they had settled."""
        try:
            return all(Seen.of(file.path, self.path(file).lstat()) == file for file in self.files)
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class Recovered:
    """A file that a watcher left in its work when it was killed, and what became of it."""

    path: Path
    """Where it lay in the watched folder."""
    verdict: Literal["done", "duplicate", "failed", "back"]
    place: Path


class Workplace:
    """One watcher's own folder in FOLDER/.work."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self.home = Path()
        self._owner = ANYBODY
        self._lock: FileLock | None = None

    def open(self) -> None:
        """Make the folder and lock it; anew, if the one there was is no longer ours.

        Raises OSError where the watched folder may not be written to, or the work folder is another user's.
        """
        if self._lock is not None:
            with suppress(OSError):  # the folder it was in may be gone
                self._lock.release()
        while not self.held():
            self.home = self._folders.work / uuid4().hex[:12]
            lock = self.home / _LOCK
            with spot(self._folders.inbox, lock, make=True):
                self._owner = self.home.lstat().st_uid  # as shares tell users, perhaps not by our number
            try:
                with spot(self._folders.inbox, lock, owner=self._owner):
                    self._lock = FileLock(lock, mode=private.FILE)
                    with suppress(Timeout):  # somebody who recovers claims was faster
                        self._lock.acquire(blocking=False)
            except PermissionError:
                self.home.rmdir()
                raise

    def held(self) -> bool:
        """Tell whether the folder is there and our own."""
        if self._lock is None or not self._lock.is_locked:
            return False
        with suppress(OSError), spot(self._folders.inbox, self.home / _LOCK, owner=self._owner) as lock:
            return lock.is_taken()
        return False

    def take(self, files: tuple[Seen, ...]) -> Claim | None:
        """Claim the files; None if one has vanished or another watcher was faster.

        Raises OSError where a file cannot be renamed.
        """
        claim = Claim(self.home / uuid4().hex, files, self._owner)
        try:
            for file in files:
                with (
                    spot(self._folders.inbox, self._folders.inbox / file.path) as source,
                    self._made(claim.path(file)) as target,
                ):
                    moved(source, target)
        except FileNotFoundError:
            self.give_back(claim)
            return None
        except OSError:
            self.give_back(claim)
            raise
        return claim

    def _made(self, path: Path) -> AbstractContextManager[Spot]:
        return spot(self._folders.inbox, path, make=True, owner=self._owner)

    def give_back(self, claim: Claim) -> None:
        """Put the claim's files where they lay, under another name where something else is there now."""
        _give_back(claim, self._folders)

    def take_back(self, place: Path, file: Path) -> Path | None:
        """Bring a file that was put away, or kept, back to where it lay, or near it; None if it is gone.

        Raises OSError where it cannot be moved.
        """
        claim = Claim(self.home / uuid4().hex, owner=self._owner)
        inbox = self._folders.inbox
        root = inbox if place.is_relative_to(inbox) else self._folders.filed
        try:
            with spot(root, place) as source, self._made(claim.folder / file) as target:
                try:
                    moved(source, target)
                except OSError as error:
                    if error.errno != errno.EXDEV:
                        raise
                    put(source, target)
        except FileNotFoundError:
            pass
        except OSError:
            clear(claim)
            raise
        return next((back.place for back in _give_back(claim, self._folders)), None)

    def close(self) -> None:
        """Give up the lock, and the folder unless work is left in it; others will recover that."""
        if self._lock is not None and self._lock.is_locked:
            _abandon(self.home)
            self._lock.release()
        with suppress(OSError):  # another watcher has its folder there
            self._folders.work.rmdir()

    def recover(self, book: Book, busy: Collection[str] = ()) -> Iterator[Recovered]:
        """Finish or give back what dead watchers had claimed, and of our own claims all but the busy ones.

        What is not a watcher's, or is another user's, is left alone. Raises BookError, and OSError
        where files cannot be moved, after all others were; what is left stays for the next time.
        """
        faults: list[OSError] = []
        for home in sorted(self._folders.work.iterdir()) if self._folders.work.is_dir() else []:
            try:
                if home == self.home:
                    yield from _recover(home, self._owner, self._folders, book, busy, faults)
                elif self._is_a_watchers(home):
                    with _taken_over(home) as dead:
                        if dead:
                            yield from _recover(home, self._owner, self._folders, book, (), faults)
                            _abandon(home)
            except OSError as error:
                faults.append(error)
        if faults:
            raise faults[0]

    def _is_a_watchers(self, home: Path) -> bool:
        """Tell whether a watcher of this user made the folder: its name, its owner and its lock say so."""
        status = home.lstat()
        ours = _HOME.fullmatch(home.name) and stat.S_ISDIR(status.st_mode)
        if not ours or status.st_uid != self._owner:
            return False
        lock = home / _LOCK
        return stat.S_ISREG(lock.lstat().st_mode) if lock.exists() else not any(home.iterdir())


@contextmanager
def _taken_over(home: Path) -> Iterator[bool]:
    """Hold the lock of another watcher's folder, if that watcher lives no more."""
    lock = FileLock(home / _LOCK, mode=private.FILE)
    try:
        lock.acquire(blocking=False)
    except (Timeout, PermissionError):  # it lives, or it is another user's
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _abandon(home: Path) -> None:
    """Remove a watcher's folder, if nothing but its lock is in it."""
    try:
        if {entry.name for entry in home.iterdir()} <= {_LOCK}:
            (home / _LOCK).unlink(missing_ok=True)
            home.rmdir()
    except OSError as error:  # it only looks untidy
        _log.debug("%s: not removed: %s", home, error)


def _recover(
    home: Path, owner: int, folders: Folders, book: Book, busy: Collection[str], faults: list[OSError]
) -> Iterator[Recovered]:
    entries = [entry for entry in home.iterdir() if _TOKEN.fullmatch(entry.stem) and not entry.is_symlink()]
    for stray in entries:
        if stray.suffix == ".tmp":
            stray.unlink()  # a journal that was not finished says nothing
    for token in sorted({entry.stem for entry in entries} - set(busy)):
        try:
            yield from _recover_claim(Claim(home / token, owner=owner), folders, book)
        except OSError as error:  # the others need not wait for it
            faults.append(error)


def _recover_claim(claim: Claim, folders: Folders, book: Book) -> Iterator[Recovered]:
    plan = read_journal(claim.journal, folders, claim.owner)
    if plan is not None and _may_be_carried_out(plan, claim.token, book):
        plan = finish(plan, claim, folders, book, again=True)
        yield from (Recovered(Path(m.file), m.verdict, Path(m.target)) for m in plan.moves)
    elif plan is not None and _is_another(Path(plan.book), book):
        _log.warning("%s: is left to a watcher with the book %s", claim.folder, plan.book)
        return
    yield from _give_back(claim, folders)


def _may_be_carried_out(plan: Plan, token: str, book: Book) -> bool:
    """Tell whether what the plan presumes in the book is there, by this very claim."""
    return all(any(original.claim == token for original in book.original(digest)) for digest in plan.digests)


def _is_another(folder: Path, book: Book) -> bool:
    """Tell whether another book lies in the folder; one that is gone may be ours, which was moved."""
    file = folder / "book.sqlite"
    return file.exists() and not file.samefile(book.folder / file.name)


def finish(plan: Plan, claim: Claim, folders: Folders, book: Book, *, again: bool) -> Plan:
    """Carry a plan out and tell the book where the originals lie now."""
    done = carry_out(plan, claim.folder, claim.journal, folders, again=again, owner=claim.owner)
    for move in done.moves:
        if move.sha256:
            book.filed(move.sha256, move.target)
    return done


def _give_back(claim: Claim, folders: Folders) -> list[Recovered]:
    """Put all files of a claim back, and remove what is left of it."""
    files = files_below(claim.folder)
    moves: tuple[Recovered, ...] = ()
    if files:
        plan = Plan(tuple(planned(file, folders.inbox / file, "back", folders) for file in files), "")
        write_journal(claim.journal, plan, folders)
        plan = carry_out(plan, claim.folder, claim.journal, folders, again=False, owner=claim.owner)
        moves = tuple(Recovered(Path(move.file), "back", Path(move.target)) for move in plan.moves)
    clear(claim)
    return list(moves)


def clear(claim: Claim) -> None:
    """Remove what is left of a claim whose files have gone."""
    remove_empty(claim.folder)
    claim.journal.unlink(missing_ok=True)
