"""Files copied out of a folder in which they stay, into a drop folder of our own: each content once."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.errors import OutputError
from cardscan.export.files import atomic_file
from cardscan.inbox.looking import Seen
from cardscan.inbox.moving.spots import spot
from cardscan.inbox.places import Folders
from cardscan.inbox.settling import Incoming, Settling

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

_RECORD = ".copied"
"""In our own folder: which book it was copied for, then the digests of all that was copied, one a line."""


class Copier:
    """Copies what comes into `source` to `inbox`: begin(), and step() again and again.

    A file is copied when it has not changed for `settle_seconds`, unless `known` says of its SHA-256 that
    its cards are in the book, or it was copied for this very book before: another one in the place of the
    file `book`, a restored one perhaps, may lack what was read into the first. With `once` only what lies
    there at the first look is copied. Files of more than `largest` bytes are left out.
    """

    def __init__(
        self,
        source: Path,
        inbox: Path,
        known: Callable[[str], bool],
        *,
        book: Path,
        settle_seconds: float,
        poll_seconds: float,
        largest: int,
        once: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._inbox = inbox
        self._known = known
        self._book = book
        self._copied_for = ""
        """The book that the files of the record were copied for."""
        self._largest = largest
        self._once = once
        self._clock = clock
        settling = Settling(settle_seconds, settle_seconds)
        self._incoming = Incoming(Folders(source, source), 0, settling, poll_seconds, once=once)
        self._copied: set[str] = set()
        self._seen: dict[Path, Seen] = {}
        """As files were when they were copied, or passed over."""

    def begin(self) -> None:
        """Look from now on. Raises OutputError where nothing can be copied."""
        try:
            record = self._inbox / _RECORD
            head, _, rest = (
                record.read_text(encoding="ascii").partition("\n") if record.exists() else ("",) * 3
            )
            self._copied_for, self._copied = head, set(rest.split())
            self._incoming.begin()
        except (OSError, ValueError) as error:
            raise OutputError(f"{self._inbox}: cannot be used: {error}", "see that it is yours") from error

    @property
    def idle(self) -> bool:
        """Tell whether there is nothing left to copy; never before the first look."""
        return self._incoming.is_empty

    def step(self) -> int:
        """Copy what has settled, and return how many files; raises OSError, OutputError and BookErrors."""
        now = self._clock()
        self._begin_anew_for_another_book()
        if self._incoming.is_due(now):
            for path, why in self._incoming.look(now, self._clock):
                _log.warning("%s: %s", path, why)
        copied = 0
        while group := self._incoming.take():
            for file in group:
                copied += self._copy(file)
            if not self._once:
                self._incoming.taken(group)  # it stays, and may change
        return copied

    def _begin_anew_for_another_book(self) -> None:
        """Forget what was copied before another book came to lie in the place of the first."""
        book = f"book {self._book.stat().st_ino}"
        if book != self._copied_for:
            with private.opened(self._inbox / _RECORD, "wb") as record:
                record.write(f"{book}\n".encode())
            self._copied_for = book
            self._copied.clear()
            self._seen.clear()

    def _copy(self, file: Seen) -> bool:
        """Copy a file unless its content is known, and tell whether it was copied."""
        if self._seen.get(file.path) == file:
            return False
        self._seen[file.path] = file
        if file.size > self._largest:
            _log.warning("%s: is larger than the limit of %g MB", file.path, self._largest / 1e6)
            return False
        try:
            with spot(self._source, self._source / file.path) as place, place.opened() as stream:
                if Seen.of(file.path, os.fstat(stream.fileno())) != file:
                    del self._seen[file.path]  # it has changed since it settled
                    return False
                data = stream.read()
        except OSError as error:
            _log.warning("%s: cannot be read: %s", file.path, error.strerror or error)
            return False
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._copied or self._known(digest):
            return False
        self._write(file.path, data)
        with (self._inbox / _RECORD).open("a", encoding="ascii") as record:
            record.write(f"{digest}\n")
        self._copied.add(digest)
        return True

    def _write(self, path: Path, data: bytes) -> None:
        """Put the content where the file would lie in our own folder; it appears there whole."""
        folder = self._inbox / path.parent
        private.make_folder(folder)
        names = (path.stem if number == 1 else f"{path.stem}-{number}" for number in count(1))
        target = next(place for name in names if not (place := folder / f"{name}{path.suffix}").exists())
        with atomic_file(target) as stream:
            stream.write(data)
