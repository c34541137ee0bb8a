"""Photos from a phone into the drop folder: whole or not at all, under names of our own."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from cardscan import private
from cardscan.errors import BadInputError
from cardscan.export.files import atomic_file
from cardscan.inbox.looking import is_litter
from cardscan.picture import kind_of
from cardscan.web.asking import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from cardscan.model import Event

_HEAD = 16
"""Bytes that tell what kind of picture it is."""
_FIELD = 4096
"""Longest value of a field that is no photo, in bytes."""
_NAME = 120
"""Longest name of an event's folder, in bytes: half of what file systems take."""
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
"""What some system does not take in the name of a folder."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may bring."""

    photos: int = 50
    megabytes: float = 64.0
    """A photo; the largest that phones take are near it."""
    spare_megabytes: float = 500.0
    """Room on the disk that is left to others."""


LIMITS = Limits()


def event_folder(event: Event) -> str:
    """Return the name of the drop folder's sub-folder for the event; the date it begins with is needed.

    >>> from cardscan.model import Event
    >>> event_folder(Event("Chamber: mixer", "2026-11-20"))
    '2026-11-20 Chamber mixer'
    """
    name = _NO_NAME.sub(" ", event.name.encode(errors="replace").decode())
    folder = _dated(event.date, name)
    return _dated(event.date, name.replace(".", " ")) if is_litter(folder) else folder


def _dated(day: str, name: str) -> str:
    """Return the name behind the day, without what the drop folder takes for what parts the two."""
    name = " ".join(name.split()).strip(" _-")
    return f"{day} {name}".encode()[:_NAME].decode(errors="ignore").rstrip(" ._-")


async def receive(
    chunks: AsyncIterator[bytes],
    content_type: str,
    folder: Path,
    is_genuine: Callable[[str], bool],
    limits: Limits = LIMITS,
) -> int:
    """Write the photos of a form (multipart/form-data) into the folder; return how many.

    The form's field `csrf`, which is_genuine judges, stands before the photos. All photos get their
    names when the last byte has come: until then the drop folder sees nothing, and where the form
    breaks off or is refused, nothing is left.
    Raises Refused for what is too much or no photo, OutputError where nothing can be written.
    """
    made = not folder.exists()
    try:
        with ExitStack() as files:
            upload = _Upload(_boundary(content_type), folder, is_genuine, limits, files)
            async for chunk in chunks:
                upload.write(chunk)
            upload.check_whole()
            await run_in_threadpool(files.close)
    except BaseException:
        if made:
            with suppress(OSError):  # it was not made yet, or somebody uses it
                folder.rmdir()
        raise
    return upload.photos


class _Upload:
    """The form as it comes in, part by part."""

    def __init__(
        self,
        boundary: bytes,
        folder: Path,
        is_genuine: Callable[[str], bool],
        limits: Limits,
        files: ExitStack,
    ) -> None:
        self.photos = 0
        self._folder = folder
        self._is_genuine = is_genuine
        self._limits = limits
        self._files = files
        self._genuine = self._whole = False
        self._headers: dict[str, bytes] = {}
        self._header = self._value = b""
        self._part = ""
        self._data = b""
        self._size = 0
        self._stream: BinaryIO | None = None
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._part_data,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
        )

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise Refused("The photos came in a form that cannot be understood.", 400) from error

    def check_whole(self) -> None:
        """Raise Refused where the form broke off or brought nothing."""
        if not self._whole:
            raise Refused("The photos did not arrive whole: send them again.", 400)
        if not self.photos:
            raise Refused("No photo was chosen.", 400)

    def _begin(self) -> None:
        self._headers = {}
        self._data = b""
        self._size = 0

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = self._value
        self._header = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        self._part = options.get(b"name", b"").decode(errors="replace")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._part != "photos":
            if self._size > _FIELD:
                raise Refused("The form is too large.", 413)
            self._data += data[start:end]
            return
        if self._size > self._limits.megabytes * 1e6:
            raise Refused(f"A photo may have at most {self._limits.megabytes:g} MB.", 413)
        if self._stream is not None:
            self._stream.write(memoryview(data)[start:end])
            return
        self._data += data[start:end]
        if len(self._data) >= _HEAD:
            self._open()

    def _open(self) -> None:
        """Open a file for the photo whose first bytes have come."""
        if not self._genuine:
            raise Refused("The form has expired: load the page again and send the photos once more.")
        if self.photos >= self._limits.photos:
            raise Refused(f"At most {self._limits.photos} photos are taken at a time.", 413)
        try:
            kind = kind_of(self._data, f"Photo {self.photos + 1}")
        except BadInputError as error:
            raise Refused(f"{error}.", 415) from error
        private.make_folder(self._folder)
        if shutil.disk_usage(self._folder).free < self._limits.spare_megabytes * 1e6:
            raise Refused("There is no room left for photos on the computer's disk.", 507)
        now = datetime.now(UTC)
        # the word at the end keeps the name from looking like one side of a pair
        name = f"{now:%Y-%m-%d %H%M%S} {secrets.token_hex(4)} photo.{kind.lower()}"
        self._stream = self._files.enter_context(atomic_file(self._folder / name))
        self._stream.write(self._data)
        self.photos += 1

    def _end(self) -> None:
        if self._part == "csrf":
            self._genuine = self._is_genuine(self._data.decode(errors="replace"))
        elif self._part == "photos" and self._stream is None and self._size:
            raise Refused("One of the files is no picture.", 415)
        self._stream = None

    def _finish(self) -> None:
        self._whole = True


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type.encode("latin-1", errors="replace"))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise Refused("Only the page's own forms are taken.", 415)
    return options[b"boundary"]
