"""The straight line: a picture in, its cards out; each card read, understood and decided on."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan import contact, debug, fields, qr
from cardscan.cards import face_jpeg
from cardscan.engines import load_engines_for
from cardscan.model import CardScan, Contact, Face, Source
from cardscan.picture import Limits, load_pictures
from cardscan.settings import Settings
from cardscan.typed import typed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardscan.model import Candidate, Card, Lines, Picture
    from cardscan.ocr import Reader

_DEFAULTS = Settings()


def scan(
    source: str | Path | bytes, settings: Settings = _DEFAULTS, *, name: str = ""
) -> tuple[CardScan, ...]:
    """Return every card in a photo, scan or PDF; () where there is none.

    `source` is a path, "-" for standard input, or the file's content (`name` then says
    what to call it). Confidences are 0 to 1; quads are in pixels of the upright picture,
    clockwise from the card's top left; times are in seconds.

    Raises BadInputError for what is no picture, MissingError where a program, model or
    language is not installed, ReadingError where a reader breaks down or times out.
    """
    return tuple(scans_of(source, settings, name=name))


def scan_text(text: str, settings: Settings = _DEFAULTS, *, name: str = "") -> CardScan:
    r"""Return the contact in lines of text: an e-mail's signature, or a card typed off.

    `name` says what to call the text. There is no picture: quads are those of the lines as
    they would be set in letters of one size, in pixels.

    Raises BadInputError where the text is longer than any card or signature.

    >>> scan_text("Anna Weber\nManaging Director\nanna.weber@weber.example").contact.full_name
    'Anna Weber'
    """
    started = time.perf_counter()
    reading = fields.mended(typed_lines(text, label=name or "text"))
    right, bottom = float(reading.width), float(reading.height)
    whole = ((0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    times = {"find": 0.0, "read": time.perf_counter() - started}
    return _understood(reading, Source(name, digest, 1, 1, whole), settings, times)


def scans_of(
    source: str | Path | bytes, settings: Settings, *, name: str = "", faces: bool = False
) -> Iterator[CardScan]:
    """Yield the same one by one; `faces` adds the cards' pictures."""
    engines = load_engines_for(settings)
    started = time.perf_counter()
    for picture in pages_of(source, settings, name):
        cards = engines.cards_in(picture, settings.debug_dir)
        finding = (time.perf_counter() - started) / max(1, len(cards))
        for card in cards:
            scan = read_card(card, engines.reader, settings, finding)
            if len(cards) == 1 and scan.contact == Contact() and not scan.unreadable:
                continue  # specks, or letters too small to be read: a contact of nothing helps nobody
            yield with_face(scan, card) if faces else scan
        started = time.perf_counter()


def pages_of(source: str | Path | bytes, settings: Settings, name: str = "") -> Iterator[Picture]:
    """Yield the pages of a file, upright, within the limits of the settings.

    Raises BadInputError, and ReadingError where a decoder breaks down.
    """
    limits = Limits(
        max_bytes=settings.max_bytes,
        max_pixels=int(settings.max_megapixels * 1e6),
        max_pages=settings.max_pages,
        pdf_dpi=settings.pdf_dpi,
        seconds=settings.decode_timeout,
        max_memory=int(settings.decode_megabytes * 1e6),
    )
    return load_pictures(source, limits, name=name)


def with_face(scan: CardScan, card: Card) -> CardScan:
    """Return the same with the picture of the card, flat and upright."""
    face = Face(scan.source, face_jpeg(card), scan.reading.width, scan.reading.height)
    return replace(scan, faces=(face,))


def read_card(card: Card, reader: Reader, settings: Settings, finding: float) -> CardScan:
    """Return what one card says; `finding` is the seconds that it took to find it."""
    started = time.perf_counter()
    said = qr.read_codes(card, region=settings.region)
    read = fields.without_marks(reader.read(card))
    reading = fields.mended(read)
    times = {"find": finding, "read": time.perf_counter() - started}
    picture = card.picture
    source = Source(picture.name, picture.sha256, picture.page, card.index, card.quad, picture.taken)
    scan = _understood(reading, source, settings, times, said)
    if settings.debug_dir:
        debug.draw_reading(card, reading, scan.evidence, Path(settings.debug_dir))
        told = [[one.told for one in fields.ranked(read.lines, at)] for at in range(len(read.lines))]
        debug.write_readings(card, told, reading, Path(settings.debug_dir))
    return scan


def _understood(
    reading: Lines,
    source: Source,
    settings: Settings,
    times: Mapping[str, float],
    said: tuple[Candidate, ...] = (),
) -> CardScan:
    """Return the contact in a mended reading; `said` is what the card's QR codes say."""
    started = time.perf_counter()
    candidates = fields.extract(reading, region=settings.region, codes=said)
    decision = contact.decide(reading, candidates, review_below=settings.review_below)
    return CardScan(
        source=source,
        contact=decision.contact,
        confidence=decision.confidence,
        evidence=decision.evidence,
        needs_review=decision.needs_review,
        reading=reading,
        elapsed={**times, "parse": time.perf_counter() - started},
    )
