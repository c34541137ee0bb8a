"""Copies of the book: made while others write, the newest kept, one brought back after damage."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from cardscan import private
from cardscan.book.file import pictures, schema
from cardscan.book.file.backups import backups, is_of_day, next_backup
from cardscan.book.file.connection import NO_ROOM, RESTORE, connect
from cardscan.book.tables import cards
from cardscan.errors import BadInputError, BookBusyError, BookCorruptError, BookError, BookFullError
from cardscan.export.files import atomic_file
from cardscan.lasting import make_content_last, make_names_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cardscan.book.book import Book

logger = logging.getLogger(__name__)

KEPT = 7
"""So many automatic backups are kept."""

_BOOK = "book.sqlite"
_PICTURE = re.compile(r"pictures/[0-9a-f]{2}/([0-9a-f]{64})\.jpg")
_LARGEST_PICTURE = 64 * 1024 * 1024
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Archive:
    """What went into a backup file."""

    contacts: int
    pictures: int
    missing: int
    """Pictures that the book names and that are not there, or not whole."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    source: Path
    """The backup."""
    contacts: int
    changed: str
    """When the book in the backup was last changed; "" where it never was."""
    missing: int
    """Pictures that it names and that are not there."""
    set_aside: tuple[Path, ...]
    """Where the book that was there before lies now; () where there was none."""


def archive(book: Book, target: Path, tick: Callable[[], None] = lambda: None) -> Archive:
    """Write the book and its pictures to one .zip, there whole or not at all, while others may write.

    `tick` is called after each picture. Raises OutputError where the file cannot be written,
    BookCorruptError where the book is damaged.
    """
    kept = missing = 0
    with atomic_file(target) as stream, TemporaryDirectory(prefix=".cardscan-", dir=target.parent) as folder:
        snapshot = Path(folder) / _BOOK
        book.backup_to(snapshot)
        if fault := fault_of(snapshot):
            raise BookCorruptError(f"{book.folder / _BOOK}: damaged: {fault}", RESTORE)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as pack, _opened(snapshot) as db:
            pack.write(snapshot, _BOOK)
            for digest in cards.stream_pictures(db):
                try:
                    jpeg = book.face(digest)
                except BookError as error:
                    logger.warning("%s", error)
                    missing += 1
                else:
                    pack.writestr(f"pictures/{digest[:2]}/{digest}.jpg", jpeg)
                    kept += 1
                tick()
            return Archive(_count(db), kept, missing)


def automatic_backup(book: Book, now: datetime) -> Path:
    """Copy the book's file, without the pictures, into its folder `backups`; keep the newest seven.

    Old ones go only when the new one is sound. Raises BookError and its kinds.
    """
    path = next_backup(book.folder, now)
    book.backup_to(path)
    if fault := fault_of(path):
        path.unlink()
        raise BookCorruptError(f"{book.folder / _BOOK}: damaged: {fault}", RESTORE)
    for old in backups(book.folder)[KEPT:]:
        old.unlink(missing_ok=True)
    return path


def daily_backup(book: Book, now: datetime) -> tuple[Path, ...]:
    """Make an automatic backup unless the newest is of today, in UTC; return it, or ()."""
    if any(is_of_day(newest, now) for newest in backups(book.folder)[:1]):
        return ()
    return (automatic_backup(book, now),)


def is_archive(file: Path) -> bool:
    """Tell whether a file is an archive of a book, as `archive` writes it."""
    try:
        with zipfile.ZipFile(file) as there:
            return _BOOK in there.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def restore(folder: Path, file: Path | None, now: datetime) -> Restored:
    """Put a backup in the book's place: `file`, or the newest sound automatic one.

    The backup is checked first; the book that was there is set aside, with its log, and never
    deleted. Raises BadInputError where the file is no sound backup, BookBusyError where a program
    has the book open, BookFullError where there is no room.
    """
    try:
        private.make_folder(folder)
        with _alone(folder), TemporaryDirectory(prefix=".restoring-", dir=folder) as place:
            fresh = Path(place) / _BOOK
            private.make_file(fresh)
            source = _fetch(file, fresh, folder) if file else _fetch_newest(folder, fresh)
            with closing(sqlite3.connect(fresh)) as db:
                db.execute("PRAGMA journal_mode = WAL")  # backups are single files, without a log
            with _opened(fresh) as db:
                contacts, changed, missing = _count(db), _last_change(db), _missing(db, folder)
            set_aside = _set_aside(folder, now)
            fresh.replace(folder / _BOOK)
            make_names_last(folder)
    except (OSError, sqlite3.Error) as error:
        raise BookFullError(f"{folder}: the backup cannot be brought back: {error}", NO_ROOM) from error
    return Restored(source, contacts, changed, missing, set_aside)


def fault_of(path: Path) -> str:
    """Return what is wrong with the file as a book, or ""; nothing is written."""
    try:
        with _opened(path) as db:
            [fault] = db.execute("PRAGMA quick_check(1)").fetchone()
            if fault != "ok":
                return " ".join(fault.split())
            return "" if schema.version_of(db, path) else "it has no tables"
    except (sqlite3.Error, BookError) as error:
        return str(error)


def _fetch_newest(folder: Path, target: Path) -> Path:
    """Copy the newest sound automatic backup."""
    for backup in backups(folder):
        if fault := fault_of(backup):
            logger.warning("%s: passed over: %s", backup, fault)
            continue
        shutil.copyfile(backup, target)
        make_content_last(target)
        return backup
    raise BookError(
        f"{folder / 'backups'}: there is no sound backup here", "name one: cardscan book restore FILE"
    )


def _fetch(file: Path, target: Path, folder: Path) -> Path:
    """Copy the book out of a backup file, its pictures too where it holds them."""
    try:
        packed = zipfile.is_zipfile(file)
        if packed:
            with (
                zipfile.ZipFile(file) as pack,
                pack.open(_BOOK) as content,
                target.open("wb") as stream,
            ):
                shutil.copyfileobj(content, stream, 1024 * 1024)
        else:
            shutil.copyfile(file, target)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BadInputError(f"{file}: no sound backup of a book: {error}") from error
    except OSError as error:
        if error.filename == str(file):
            raise BadInputError(f"{file}: cannot be read: {error.strerror}") from error
        raise
    if fault := fault_of(target):
        raise BadInputError(f"{file}: no sound backup of a book: {fault.replace(str(target), _BOOK)}")
    make_content_last(target)
    if packed:
        _fetch_pictures(file, folder)
    return file


def _fetch_pictures(file: Path, folder: Path) -> None:
    """Keep each picture of the .zip that is what its name says; others are passed over."""
    with zipfile.ZipFile(file) as pack:
        for info in pack.infolist():
            named = _PICTURE.fullmatch(info.filename)
            if not named or info.file_size > _LARGEST_PICTURE:
                continue
            try:
                jpeg = pack.read(info)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                logger.warning("%s: %s: %s", file, info.filename, error)
                continue
            if hashlib.sha256(jpeg).hexdigest() == named[1]:
                pictures.keep(folder, jpeg)


def _set_aside(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Rename the book and its log; the log first, since it must never meet another book."""
    number = 1
    while True:
        name = f"{_BOOK}.damaged-{now:%Y%m%dT%H%M%SZ}" + (f"-{number}" if number > 1 else "")
        if not any((folder / f"{name}{end}").exists() for end in ("", "-wal", "-shm")):
            break
        number += 1
    for end in ("-wal", "-shm", ""):
        if (folder / f"{_BOOK}{end}").exists():
            (folder / f"{_BOOK}{end}").rename(folder / f"{name}{end}")
    return (folder / name,) if (folder / name).exists() else ()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the book for this program alone; BookBusyError where another has it open."""
    try:
        with (
            FileLock(folder / ".opening.lock", timeout=_SECONDS, mode=private.FILE),
            FileLock(folder / ".keeper.lock", timeout=0, mode=private.FILE),
        ):
            yield
    except Timeout as error:
        raise BookBusyError(
            f"{folder / _BOOK}: a program has the book open", "stop it first, `cardscan watch` perhaps"
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a backup, which nobody writes."""
    with closing(connect(path, timeout=_SECONDS, mode="ro&immutable=1")) as db:
        yield db


def _count(db: sqlite3.Connection) -> int:
    [number] = db.execute("SELECT count(*) FROM contact WHERE deleted = ''").fetchone()
    return int(number)


def _last_change(db: sqlite3.Connection) -> str:
    rows = db.execute("SELECT at FROM change ORDER BY id DESC LIMIT 1").fetchall()
    return str(rows[0][0]) if rows else ""


def _missing(db: sqlite3.Connection, folder: Path) -> int:
    return sum(not pictures.path_of(folder, digest).is_file() for digest in cards.stream_pictures(db))
