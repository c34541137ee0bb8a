"""Pictures from a browser into the drop folder: whole or not at all, under names that we choose."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from cardscan import private
from cardscan.errors import BadInputError
from cardscan.export.files import atomic_file
from cardscan.inbox.looking import event_named, is_litter
from cardscan.inbox.moving.free_places import free_place
from cardscan.model import Event
from cardscan.picture import is_pdf, kind_of
from cardscan.web.asking import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path

    Naming: TypeAlias = Callable[[Mapping[str, str], str, str], Path]
    """Where a picture goes, by the form's fields before it, its name there, and the suffix of its kind."""

_HEAD = 16
"""Bytes that tell what kind of picture it is."""
_FIELD = 4096
"""Longest value of a field that is no photo, in bytes."""
_MOST_FIELDS = 20
_NAME = 120
"""Longest name of an event's folder, in bytes: half of what file systems take."""
_LONGEST_EVENT = 80
_MARK = re.compile(r"[0-9a-f]{8} ")
_OWN_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d{6}) [0-9a-f]{8} photo")
_AS_NAMED = {("jpg", ".jpeg"): ".jpg", ("tif", ".tiff"): ".tif", ("heif", ".heic"): ".heif"}
"""Suffixes that people know a file by, for those of its kind."""
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


def event_said(name: str, day: str, today: date) -> Event:
    """Return the event that a form names; today's where its day is none."""
    name = " ".join(name[:_LONGEST_EVENT].split())
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = today
    return event_named(event_folder(Event(name, on.isoformat()))) if name else Event()


def new_mark() -> str:
    """Return a mark that the names of one sending begin with."""
    return secrets.token_hex(4)


def reserved(place: Path, spare_megabytes: float = LIMITS.spare_megabytes) -> bool:
    """Make the folder that the file is to lie in; tell whether it was not there.

    Raises Refused where there would be no room left on the disk, and where a link lies in the folder's place.
    """
    if place.parent.is_symlink():
        raise Refused("A link lies where the event's folder should be: nothing is written through it.", 409)
    made = not place.parent.exists()
    if made:
        private.make_folder(place.parent)
    if shutil.disk_usage(place.parent).free < spare_megabytes * 1e6:
        if made:
            place.parent.rmdir()
        raise Refused("There is no room left for photos on the computer's disk.", 507)
    return made


def own_name(suffix: str) -> str:
    """Return a name for a photo of which we know nothing: nobody else's, and none that pairs with one."""
    # the word at the end keeps the name from looking like one side of a pair
    return f"{datetime.now(UTC):%Y-%m-%d %H%M%S} {secrets.token_hex(4)} photo{suffix}"


def kept_name(name: str, sending: str, suffix: str) -> str:
    r"""Return a name in which a person knows the picture again, behind the mark of its sending.

    >>> kept_name("C:\\cards\\anna_front.JPG", "0123abcd", ".jpeg")
    '0123abcd anna_front.jpg'
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    stem, _, kind = name.rpartition(".")
    stem = _NO_NAME.sub(" ", (stem or name).encode(errors="replace").decode())
    stem = stem.encode()[:_NAME].decode(errors="ignore").strip(" ._-")
    suffix = _AS_NAMED.get((kind.lower(), suffix), suffix)
    return f"{sending} {stem or 'picture'}{suffix}"


def name_told(file: str) -> str:
    """Return what to call a file of the drop folder on a page: as the person knows it.

    >>> name_told("2026-11-20 Chamber mixer/0123abcd anna_front.jpeg"), name_told("scans/anna.jpg")
    ('anna_front.jpeg', 'anna.jpg')
    """
    name = file.replace("\\", "/").rpartition("/")[2]
    if own := _OWN_NAME.match(name):
        at = datetime.strptime(own[1], "%Y-%m-%d %H%M%S").replace(tzinfo=UTC).astimezone()
        return f"Photo from a phone, {at:%H:%M}"
    return _MARK.sub("", name)


def _dated(day: str, name: str) -> str:
    """Return the name behind the day, without what the drop folder takes for what parts the two."""
    name = " ".join(name.split()).strip(" _-")
    return f"{day} {name}".encode()[:_NAME].decode(errors="ignore").rstrip(" ._-")


async def receive(
    chunks: AsyncIterator[bytes],
    content_type: str,
    naming: Naming,
    is_genuine: Callable[[str], bool],
    limits: Limits = LIMITS,
) -> tuple[Path, ...]:
    """Write the photos of a form (multipart/form-data) where `naming` says; return where they are.

    The form's field `csrf`, which is_genuine judges, stands before the photos. All photos get their
    names when the last byte has come: until then the drop folder sees nothing, and where the form
    breaks off or is refused, nothing is left.
    Raises Refused for what is too much or no photo, OutputError where nothing can be written.
    """
    made: list[Path] = []
    try:
        with ExitStack() as files:
            upload = _Upload(_boundary(content_type), naming, is_genuine, limits, files, made)
            async for chunk in chunks:
                upload.write(chunk)
            upload.check_whole()
            await run_in_threadpool(files.close)
    except BaseException:
        for folder in made:
            with suppress(OSError):  # somebody uses it
                folder.rmdir()
        raise
    return tuple(upload.places)


class _Upload:
    """The form as it comes in, part by part."""

    def __init__(
        self,
        boundary: bytes,
        naming: Naming,
        is_genuine: Callable[[str], bool],
        limits: Limits,
        files: ExitStack,
        made: list[Path],
    ) -> None:
        self.places: list[Path] = []
        self._naming = naming
        self._made = made
        self._fields: dict[str, str] = {}
        self._name = ""
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
        with _understood():
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
        with _understood():
            self._parser.write(chunk)

    def check_whole(self) -> None:
        """Raise Refused where the form broke off or brought nothing."""
        if not self._whole:
            raise Refused("The photos did not arrive whole: send them again.", 400)
        if not self.places:
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
        self._name = options.get(b"filename", b"").decode(errors="replace")

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
        if len(self.places) >= self._limits.photos:
            raise Refused(f"At most {self._limits.photos} photos are taken at a time.", 413)
        try:
            kind = "PDF" if is_pdf(self._data) else kind_of(self._data, f"Photo {len(self.places) + 1}")
        except BadInputError as error:
            raise Refused(f"{error}: {error.hint}.", 415) from error
        place = self._free(self._naming(self._fields, self._name, f".{kind.lower()}"))
        if reserved(place, self._limits.spare_megabytes):
            self._made.append(place.parent)
        self._stream = self._files.enter_context(atomic_file(place))
        self._stream.write(self._data)
        self.places.append(place)

    def _free(self, wanted: Path) -> Path:
        """Return the path, with a number where a photo of this form or another file has it."""
        place = wanted
        while place in self.places or place.exists():
            place = free_place(place) if place.exists() else place.with_stem(f"{place.stem} (another)")
        return place

    def _end(self) -> None:
        text = self._data.decode(errors="replace")
        if self._part == "csrf":
            self._genuine = self._is_genuine(text)
        elif self._part != "photos":
            self._fields[self._part] = text
            if len(self._fields) > _MOST_FIELDS:
                raise Refused("The form is too large.", 413)
        elif self._stream is None and (self._size or self._name):  # without either, none was chosen
            wrong = "it is no picture" if self._size else "the file is empty"
            raise Refused(f"Photo {len(self.places) + 1}: {wrong}.", 415)
        self._stream = None

    def _finish(self) -> None:
        self._whole = True


@contextmanager
def _understood() -> Iterator[None]:
    """Refuse what is no form, wherever that turns out."""
    try:
        yield
    except FormParserError as error:
        raise Refused("The photos came in a form that cannot be understood.", 400) from error


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type.encode("latin-1", errors="replace"))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise Refused("Only the page's own forms are taken.", 415)
    return options[b"boundary"]
