"""How the book is opened: alone for a moment, checked where that is due, brought up to date."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from cardscan import private
from cardscan.book.file import rights, schema
from cardscan.book.file.backups import next_backup
from cardscan.book.file.connection import (
    NO_ROOM,
    READ_FIRST,
    RESTORE,
    book_error,
    connect,
    is_there,
    transaction,
    translated,
    uri_of,
)
from cardscan.errors import (
    BookBusyError,
    BookCorruptError,
    BookError,
    BookFullError,
    BookReplacedError,
)
from cardscan.lasting import make_content_last, make_names_last

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

logger = logging.getLogger(__name__)


class OpenBook:
    """The open file, and who has it open.

    The first program that opens a book is its keeper while it runs. It checks the whole file, unless
    a stamp tells that the file is as the last keeper left it; who opens the book beside a
    keeper relies on that, and succeeds it. Opening is done one program at a time.

    Whoever has the book open while another is put in its place, or while its disk goes away, would read
    and write what nobody opens again; so all that is done asks whether it is still this file.
    """

    def __init__(self, folder: Path, *, timeout: float, create: bool, moment: datetime) -> None:
        self.folder = folder
        self.path = folder / "book.sqlite"
        self._sound = True
        self._timeout = timeout
        self._stamp = folder / "book.closed"
        self._keeper = FileLock(folder / ".keeper.lock", timeout=0, mode=private.FILE)
        self._make_folder(create=create)
        try:
            with FileLock(folder / ".opening.lock", timeout=timeout, mode=private.FILE):
                rights.close_to_others(folder)
                self.keep()
                self.db = self._open(create=create, moment=moment)
                self._file = _identity(self.path)
        except Timeout as error:
            raise BookBusyError(
                f"{self.path}: another program has been opening the book for {timeout:g} s",
                "try again when it has finished",
            ) from error
        except OSError as error:
            self._keeper.release()
            raise BookFullError(
                f"{self.path}: cannot be opened: {error.strerror or error}", NO_ROOM
            ) from error
        except BaseException:
            self._keeper.release()
            raise

    def expect_in_place(self) -> None:
        """Raise BookReplacedError where another file lies in the book's place, or none."""
        try:
            if _identity(self.path) == self._file:
                return
            what = "another book has been put in its place"
        except OSError:
            what = "is gone, with its folder or its disk perhaps"
        raise BookReplacedError(f"{self.path}: {what} since it was opened", "open it again")

    def keep(self) -> None:
        """Become the book's keeper, unless another program is."""
        if not self._keeper.is_locked:
            with suppress(Timeout, OSError):
                self._keeper.acquire()

    def close(self) -> None:
        """Close the file; a keeper leaves a stamp of it. What a damaged book has in its log stays there."""
        try:
            with translated(self.path):
                if self._sound:
                    self.db.close()
                else:
                    self._close_beside_reader()
            if self._keeper.is_locked and self._sound:
                with suppress(OSError, BookReplacedError):
                    self.expect_in_place()
                    self._leave_stamp()
        finally:
            self._keeper.release()

    @contextmanager
    def trusting(self) -> Iterator[None]:
        """Let nothing be done once the file has turned out to be damaged, or is another's; raises BookError.

        Who opens a damaged book next checks it.
        """
        self.expect_in_place()
        if not self._sound:
            raise BookCorruptError(f"{self.path}: damaged", RESTORE)
        try:
            yield
        except BookCorruptError:
            self.expect_in_place()
            self._sound = False
            with suppress(OSError):
                self._write_stamp("damaged")
            raise

    def _close_beside_reader(self) -> None:
        """Close the file without moving the log into it, which SQLite does where nobody else has it open."""
        with closing(sqlite3.connect(uri_of(self.path, "ro"), uri=True)) as reader:
            with suppress(sqlite3.DatabaseError):
                reader.execute("PRAGMA user_version").fetchone()
            self.db.close()

    def _make_folder(self, *, create: bool) -> None:
        if not create and not is_there(self.path):
            raise BookError(f"{self.folder}: there is no book here", READ_FIRST)
        try:
            private.make_folder(self.folder)
        except OSError as error:
            raise BookFullError(
                f"{self.folder}: cannot be made: {error.strerror or error}", NO_ROOM
            ) from error

    def _open(self, *, create: bool, moment: datetime) -> sqlite3.Connection:
        if not self.path.exists() or self.path.stat().st_size == 0:
            self._expect_nothing()
        elif self._keeper.is_locked and not self._is_as_left():
            check(self.path, self._timeout)
        if create:
            private.make_file(self.path)
        with translated(self.path):
            db = connect(self.path, timeout=self._timeout, mode="rw")
            try:
                self._bring_up_to_date(db, moment)
            except BaseException:
                db.close()
                raise
        return db

    def _expect_nothing(self) -> None:
        """Raise BookCorruptError where a book has been in the folder: its file was emptied or removed."""
        if self._stamp.exists() or any((self.folder / "backups").glob("*.sqlite")):
            raise BookCorruptError(
                f"{self.path}: is gone or empty, but there has been a book here",
                f"{RESTORE}; to begin a new one, name another folder with --book",
            )

    def _bring_up_to_date(self, db: sqlite3.Connection, moment: datetime) -> None:
        version = schema.version_of(db, self.path)
        if version == len(schema.MIGRATIONS):
            return
        if version:
            logger.info("%s: bringing the book from version %d up to date", self.path, version)
            back_up(db, next_backup(self.folder, moment))
        [mode] = db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise BookError(f"{self.path}: this file system cannot hold a book", "name another folder")
        with transaction(db, self.path):
            schema.migrate(db, version)
        make_names_last(self.folder)

    def _is_as_left(self) -> bool:
        with suppress(OSError):
            log = _log_of(self.path)
            left = not log.exists() or log.stat().st_size == 0
            return left and self._stamp.read_text(encoding="ascii") == self._state()
        return False

    def _leave_stamp(self) -> None:
        if not _log_of(self.path).exists():
            self._write_stamp(self._state())

    def _write_stamp(self, text: str) -> None:
        with private.opened(self._stamp, "wb") as stream:
            stream.write(text.encode("ascii"))

    def _state(self) -> str:
        state = self.path.stat()
        return f"{state.st_size} {state.st_mtime_ns} {state.st_ino}"


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from every other that is there at the same time."""
    status = path.stat()
    return status.st_dev, status.st_ino


def check(path: Path, timeout: float) -> None:
    """Raise BookCorruptError where the file is damaged; not a byte of it is written."""
    logger.info("%s: checking the book, which was not closed or was touched since", path)
    mode = "ro" if _log_of(path).exists() else "ro&immutable=1"
    try:
        with closing(connect(path, timeout=timeout, mode=mode)) as db:
            faults = [fault for (fault,) in db.execute("PRAGMA quick_check(1)")]
    except sqlite3.Error as error:
        raise book_error(path, error) from error
    if faults != ["ok"]:
        raise BookCorruptError(f"{path}: damaged: {' '.join(faults[0].split())}", RESTORE)


def _log_of(path: Path) -> Path:
    """Return where SQLite keeps what is not yet in the file itself."""
    return path.with_name(f"{path.name}-wal")


def back_up(db: sqlite3.Connection, target: Path) -> None:
    """Write a copy of the book to a file, which is there whole or not at all; others may go on writing.

    Raises BookError and its kinds; a file that is there already is replaced.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        private.make_folder(target.parent)
        temporary.unlink(missing_ok=True)
        private.make_file(temporary)
        with translated(target), closing(sqlite3.connect(temporary)) as copy:
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        make_content_last(temporary)
        temporary.replace(target)
        make_names_last(target.parent)
    except OSError as error:
        raise BookFullError(f"{target}: cannot be written: {error.strerror or error}", NO_ROOM) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
