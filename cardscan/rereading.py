"""A card read again, between corners that a person gave."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cardscan import geometry
from cardscan.cards import laid_along_text, upright
from cardscan.engines import load_engines_for
from cardscan.errors import BadInputError, NoCardError
from cardscan.model import Card
from cardscan.ocr.detect import LONG_SIDE
from cardscan.pipeline import pages_of, read_card, with_face
from cardscan.sides import merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.engines import Engines
    from cardscan.model import CardScan, Picture, Source
    from cardscan.settings import Settings


def reread(sides: Sequence[Source], settings: Settings) -> CardScan:
    """Return the card whose one or two sides these are, with its pictures.

    Each source says in which file and on which page the side is, and its corners there, clockwise from
    any of them: which way up it is, its text tells.
    Raises BadInputError where a file is gone or another one, NoCardError where no text is between the
    corners, and what pipeline.scan raises.
    """
    engines = load_engines_for(settings)
    first, *others = (_side(source, engines, settings) for source in sides)
    return merged(first, others[0]) if others else first


def page_of(source: Source, settings: Settings) -> Picture:
    """Return the page of the file; raises BadInputError where it is gone or no longer the same file."""
    for picture in pages_of(source.path, settings):
        if picture.sha256 != source.sha256:
            raise BadInputError(f"{source.path}: is another file now", "put the original back in its place")
        if picture.page == source.page:
            return picture
    raise BadInputError(f"{source.path}: has no page {source.page}")


def _side(source: Source, engines: Engines, settings: Settings) -> CardScan:
    started = time.perf_counter()
    card = _card(page_of(source, settings), source, engines)
    scan = read_card(card, engines.reader, settings, time.perf_counter() - started)
    return with_face(scan, card)


def _card(picture: Picture, source: Source, engines: Engines) -> Card:
    boxes = engines.detector.find_within(picture, source.quad, long_side=LONG_SIDE)
    quad = laid_along_text(source.quad, boxes)
    if quad in (geometry.rolled(source.quad, 1), geometry.rolled(source.quad, 3)):
        # the text ran down, where less of it is seen
        boxes = engines.detector.find_within(picture, quad, long_side=LONG_SIDE)
    if not boxes:
        raise NoCardError(f"{source.path}: no text is between these corners", "drag the corners round a card")
    card = upright(Card(picture, quad, boxes, source.card), upside_down=False)
    return engines.the_right_way_up(card)
