"""Many files, one outcome each: a bad one never stops the rest, whoever reads them."""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cardscan import sides
from cardscan.errors import BadInputError, CardscanError, ReadingError
from cardscan.model import CardScan
from cardscan.picture import read_file
from cardscan.pipeline import scan_text, scans_of
from cardscan.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

_DEFAULTS = Settings()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file, for a reader that does not see the file itself."""

    name: str
    """What to call it: the file's path."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Lying:
    """A file that lies elsewhere than its name says: whoever reads it opens it, so that none passes it on."""

    name: str
    """What to call it."""
    path: Path


@dataclass(frozen=True, slots=True)
class Typed:
    """Lines of text in place of a picture; see scan_text."""

    name: str
    text: str


PictureSource: TypeAlias = str | Path | bytes | Content | Lying | Typed
"""A path, "-" for standard input, a file's content, where it lies, or what to read in its place."""

Sides: TypeAlias = tuple[PictureSource, ...]
"""The files of front and back; or one file, of which each two pages are front and back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of many, or of two that show a card's two sides."""

    source: str
    """The path as given; of two files, the front's."""
    scans: tuple[CardScan, ...] = ()
    errors: tuple[CardscanError, ...] = ()
    """Why the file, or what follows its last good page, was not read."""
    back: str = ""
    """The path of the other side's file."""
    remarks: tuple[str, ...] = ()
    """What else the user should know: which cards were kept apart, and why."""

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The scripts of letters that nobody could read, each once."""
        return tuple(dict.fromkeys(script for scan in self.scans for script in scan.unreadable))


def scan_many(
    sources: Iterable[PictureSource | Sides],
    settings: Settings = _DEFAULTS,
    *,
    executor: Executor | None = None,
    ahead: int = 0,
    carry: bool = False,
    faces: bool = False,
) -> Iterator[Outcome]:
    """Yield an Outcome for each file, in the order given; one bad file never stops the rest.

    A tuple stands for the two sides of a card, see scan_sides; pair_sides makes such
    tuples from names.

    Any concurrent.futures executor will do; None reads in this process, one file after
    another. Only `ahead` files are under way at a time (0: a few a worker), so that memory
    does not grow with their number. With `carry` the executor's workers are handed the files'
    content, as those on other computers must be. `faces` adds the cards' pictures.
    """
    if executor is None:
        yield from (scan_one(source, settings, faces=faces) for source in sources)
        return
    waiting = iter(sources)
    running: deque[tuple[PictureSource | Sides, Future[Outcome]]] = deque()
    while True:
        for source in islice(waiting, (ahead or 4 * max(1, settings.workers)) - len(running)):
            running.append((source, submit(source, settings, executor, carry=carry, faces=faces)))
        if not running:
            return
        yield result_of(*running.popleft())


def submit(
    source: PictureSource | Sides,
    settings: Settings,
    executor: Executor,
    *,
    carry: bool = False,
    faces: bool = False,
) -> Future[Outcome]:
    """Have the executor scan a file, or a card's two sides; see scan_many."""
    taken = carried(source, settings) if carry else source
    try:
        return executor.submit(scan_one, taken, settings, faces=faces)
    except BrokenExecutor as error:
        lost: Future[Outcome] = Future()
        lost.set_exception(error)
        return lost


def result_of(source: PictureSource | Sides, future: Future[Outcome]) -> Outcome:
    """Wait for a file's outcome; where its worker was lost, that is the outcome."""
    try:
        return future.result()
    except Exception as error:  # each kind of executor has its own
        name = name_of(source)
        hint = "read it by itself to see whether the picture is to blame, or the memory ran out"
        died = ReadingError(f"{name}: the worker that read it was lost ({type(error).__name__})", hint)
        return Outcome(name, errors=(died,))


def name_of(source: PictureSource | Sides) -> str:
    """Return what to call the file, or the first of several."""
    if isinstance(source, tuple):
        return name_of(source[0])
    if isinstance(source, Content | Lying | Typed):
        return source.name
    return "bytes" if isinstance(source, bytes) else str(source)


def carried(source: PictureSource | Sides, settings: Settings) -> PictureSource | Sides:
    """Return the same with the files' content in place of their paths."""
    if isinstance(source, tuple):
        return tuple(_carried_file(file, settings) for file in source)
    return _carried_file(source, settings)


def _carried_file(source: PictureSource, settings: Settings) -> PictureSource:
    if isinstance(source, bytes | Content | Typed):
        return source
    name, path = name_of(source), source.path if isinstance(source, Lying) else source
    try:
        return Content(name, read_file(path, label=name, max_bytes=settings.max_bytes))
    except BadInputError:
        return source  # who is to read it says what is wrong with it


def scan_one(source: PictureSource | Sides, settings: Settings, *, faces: bool = False) -> Outcome:
    """Scan one file, or a card's two sides; `faces` adds the cards' pictures."""
    if isinstance(source, tuple):
        return scan_sides(source, settings, faces=faces)
    return scan_file(source, settings, faces=faces)


def scan_sides(files: Sides, settings: Settings, *, faces: bool = False) -> Outcome:
    """Scan a card's front and back, or a file of fronts and backs, into one contact a card.

    Where a side cannot be read, the other still is; where the pictures show several
    cards or two people's, all are kept, and the outcome says so.
    """
    outcomes = [scan_file(file, settings, faces=faces) for file in files]
    one_file = len(outcomes) == 1
    cards = [outcome.scans for outcome in outcomes]
    scans, remarks = sides.joined_pages(*cards) if one_file else sides.joined(*cards)
    errors = tuple(error for outcome in outcomes for error in outcome.errors)
    return Outcome(outcomes[0].source, scans, errors, "".join(o.source for o in outcomes[1:]), remarks)


def scan_file(source: PictureSource, settings: Settings, *, faces: bool = False) -> Outcome:
    """Scan one file; whatever goes wrong becomes part of the outcome."""
    name = name_of(source)
    scans: list[CardScan] = []
    errors: tuple[CardscanError, ...] = ()
    try:
        scans.extend(_scans(source, settings, name, faces=faces))
    except CardscanError as error:
        errors = (error,)
    except Exception as error:  # a bug: the other files are still worth reading
        _log.debug("unexpected error", exc_info=True)
        errors = (CardscanError(f"{name}: unexpected {type(error).__name__}: {error}"),)
    return Outcome(name, tuple(scans), errors)


def _scans(source: PictureSource, settings: Settings, name: str, *, faces: bool) -> Iterator[CardScan]:
    if isinstance(source, Typed):
        return iter([scan_text(source.text, settings, name=name)] if source.text.strip() else [])
    content: str | Path | bytes
    match source:
        case Content():
            content = source.data
        case Lying():
            content = _read_there(source, settings)
        case _:
            content = source
    return scans_of(content, settings, name=name, faces=faces)


def _read_there(file: Lying, settings: Settings) -> bytes:
    try:
        return read_file(file.path, label=file.name, max_bytes=settings.max_bytes)
    except BadInputError as error:
        if isinstance(error.__cause__, OSError):  # it was there a moment ago, and may be again
            raise ReadingError(str(error), error.hint) from error
        raise
