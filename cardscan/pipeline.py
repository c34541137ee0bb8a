"""The straight line: a picture in, its cards out; one file here, or many side by side."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import platformdirs

from cardscan import codes, contact, debug, fields, sides
from cardscan.cards import face_jpeg, find_cards, text_is_small, upright
from cardscan.errors import BadInputError, CardscanError, ReadingError
from cardscan.model import Card, CardScan, Face, Line, Lines, Picture, Source
from cardscan.ocr import READERS, Reader, reader_for
from cardscan.ocr.detect import LONG_SIDE, TextDetector
from cardscan.ocr.upright import TurnClassifier
from cardscan.picture import load_pictures, read_file
from cardscan.settings import Settings


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file, for a reader that does not see the file itself."""

    name: str
    """What to call it: the file's path."""
    data: bytes


PictureSource: TypeAlias = str | Path | bytes | Content
"""A path, "-" for standard input, or a file's content."""

Sides: TypeAlias = tuple[PictureSource, ...]
"""The files of front and back; or one file, of which each two pages are front and back."""

_DEFAULTS = Settings()
_log = logging.getLogger(__name__)


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


def scan(source: PictureSource, settings: Settings = _DEFAULTS, *, name: str = "") -> tuple[CardScan, ...]:
    """Return every card in a photo, scan or PDF; () where there is none.

    `source` is a path, "-" for standard input, or the file's content (`name` then says
    what to call it). Confidences are 0 to 1; quads are in pixels of the upright picture,
    clockwise from the card's top left; times are in seconds.

    Raises BadInputError for what is no picture, MissingError where a program, model or
    language is not installed, ReadingError where a reader breaks down or times out.
    """
    return tuple(_scans(source, settings, name, faces=False))


def scan_text(text: str, settings: Settings = _DEFAULTS, *, name: str = "") -> CardScan:
    r"""Return the contact in lines of text: an e-mail's signature, or a card typed off.

    `name` says what to call the text. There is no picture: quads are those of the lines as
    they would be set in letters of one size, in pixels.

    >>> scan_text("Anna Weber\nManaging Director\nanna.weber@weber.example").contact.full_name
    'Anna Weber'
    """
    started = time.perf_counter()
    reading = fields.mended(_typed(text))
    decision = contact.decide(
        reading, fields.extract(reading, region=settings.region), review_below=settings.review_below
    )
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    whole = ((0.0, 0.0), (reading.width, 0.0), (reading.width, reading.height), (0.0, reading.height))
    return CardScan(
        source=Source(name, digest, 1, 1, whole),
        contact=decision.contact,
        confidence=decision.confidence,
        evidence=decision.evidence,
        needs_review=decision.needs_review,
        reading=reading,
        elapsed={"find": 0.0, "read": 0.0, "parse": time.perf_counter() - started},
    )


def _typed(text: str) -> Lines:
    """Return the lines of a text as a reader would give them, without a doubt; blank ones are space."""
    lines = []
    for number, row in enumerate(text.splitlines()):
        if row.strip():
            top, right = 50.0 + 36.0 * number, 50.0 + 12.0 * len(row)
            bottom = top + 24.0
            lines.append(Line(row, ((50.0, top), (right, top), (right, bottom), (50.0, bottom)), 1.0))
    width = max([1200.0, *(line.quad[1][0] + 50.0 for line in lines)])
    return Lines(tuple(lines), "typed", width, 110.0 + 36.0 * len(text.splitlines()))


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
    if isinstance(source, Content):
        return source.name
    return "bytes" if isinstance(source, bytes) else str(source)


def carried(source: PictureSource | Sides, settings: Settings) -> PictureSource | Sides:
    """Return the same with the files' content in place of their paths."""
    if isinstance(source, tuple):
        return tuple(_carried_file(file, settings) for file in source)
    return _carried_file(source, settings)


def _carried_file(source: PictureSource, settings: Settings) -> PictureSource:
    if isinstance(source, bytes | Content):
        return source
    try:
        return Content(str(source), read_file(source, label=str(source), max_bytes=_most_bytes(settings)))
    except BadInputError:
        return source  # who is to read it says what is wrong with it


def _most_bytes(settings: Settings) -> int:
    return int(settings.max_megabytes * 1e6)


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
    engines = load_engines_for(settings)
    started = time.perf_counter()
    pictures = pages_of(
        source.data if isinstance(source, Content) else source,
        settings,
        name or (source.name if isinstance(source, Content) else ""),
    )
    for picture in pictures:
        cards = engines.cards_in(picture, settings.debug_dir)
        finding = (time.perf_counter() - started) / max(1, len(cards))
        for card in cards:
            scan = read_card(card, engines.reader, settings, finding)
            yield with_face(scan, card) if faces else scan
        started = time.perf_counter()


def pages_of(source: str | Path | bytes, settings: Settings, name: str = "") -> Iterator[Picture]:
    """Yield the pages of a file, upright, within the limits of the settings; raises BadInputError."""
    return load_pictures(
        source,
        name=name,
        max_bytes=_most_bytes(settings),
        max_pixels=int(settings.max_megapixels * 1e6),
        max_pages=settings.max_pages,
        pdf_dpi=settings.pdf_dpi,
    )


def with_face(scan: CardScan, card: Card) -> CardScan:
    """Return the same with the picture of the card, flat and upright."""
    face = Face(scan.source, face_jpeg(card), scan.reading.width, scan.reading.height)
    return replace(scan, faces=(face,))


def read_card(card: Card, reader: Reader, settings: Settings, finding: float) -> CardScan:
    """Return what one card says; `finding` is the seconds that it took to find it."""
    started = time.perf_counter()
    said = codes.read_codes(card, region=settings.region)
    reading = fields.mended(reader.read(card))
    read = time.perf_counter()
    candidates = fields.extract(reading, region=settings.region, codes=said)
    decision = contact.decide(reading, candidates, review_below=settings.review_below)
    parsed = time.perf_counter()
    if settings.debug_dir:
        debug.draw_reading(card, reading, decision.evidence, Path(settings.debug_dir))
    picture = card.picture
    return CardScan(
        source=Source(picture.name, picture.sha256, picture.page, card.index, card.quad),
        contact=decision.contact,
        confidence=decision.confidence,
        evidence=decision.evidence,
        needs_review=decision.needs_review,
        reading=reading,
        elapsed={"find": finding, "read": read - started, "parse": parsed - read},
    )


@dataclass(frozen=True, slots=True)
class Engines:
    """The loaded models; one set a process."""

    detector: TextDetector
    turns: TurnClassifier
    reader: Reader

    def cards_in(self, picture: Picture, debug_dir: str = "") -> tuple[Card, ...]:
        """Return the picture's cards, each the right way up."""
        boxes = self.detector.find(picture)
        cards = tuple(self.the_right_way_up(self._seen_closely(card)) for card in find_cards(picture, boxes))
        if debug_dir:
            debug.draw_cards(picture, boxes, cards, Path(debug_dir))
        return cards

    def _seen_closely(self, card: Card) -> Card:
        """Look for the text of a card again, at a fit scale, where it was too small to see well."""
        if not text_is_small(card, LONG_SIDE):
            return card
        boxes = self.detector.find_within(card.picture, card.quad, long_side=LONG_SIDE)
        return replace(card, boxes=boxes) if boxes else card

    def the_right_way_up(self, card: Card) -> Card:
        """Return the card from its other end where its text is upside down."""
        quads = [box.quad for box in card.boxes]
        return upright(card, upside_down=self.turns.upside_down(card.picture.pixels, quads) > 0.5)


def load_engines_for(settings: Settings) -> Engines:
    """Return the models and the reader, loaded once a process.

    Raises MissingError where a program, model or language is not installed.
    """
    reader = reader_for(settings.reader, settings.lang)
    return _load_engines(
        reader, settings.lang, settings.threads, settings.read_timeout, cache_folder(settings)
    )


@cache
def _load_engines(reader: str, lang: str, threads: int, timeout: float, cache_dir: Path) -> Engines:
    return Engines(
        TextDetector(threads=threads, cache_dir=cache_dir),
        TurnClassifier(threads=threads, cache_dir=cache_dir),
        READERS[reader](lang, threads, timeout, cache_dir),
    )


def cache_folder(settings: Settings) -> Path:
    """Return where compiled models are kept."""
    return Path(settings.cache_dir or platformdirs.user_cache_dir("cardscan", appauthor=False))
