"""The loaded models that find and read cards: one set a process, from the settings."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from cardscan import debug, geometry
from cardscan.cards import (
    find_cards,
    laid_out,
    lies_small,
    numbered,
    see,
    seen_closely,
    surroundings,
    upright,
)
from cardscan.cards.touching import FITTING, SEAMS, Networks
from cardscan.ocr import READERS, reader_for
from cardscan.ocr.detect import LONG_SIDE, TextDetector
from cardscan.ocr.engine import Network, read_model
from cardscan.ocr.upright import TurnClassifier

if TYPE_CHECKING:
    from cardscan.cards.finder import Sight
    from cardscan.model import Card, Picture, Quad, TextBox
    from cardscan.ocr import Reader
    from cardscan.settings import Settings


_DOUBTFUL = 0.2
"""Chance up to which a card is taken to lie the other way."""
_BETTER = 1.5
"""How much more must be legible on a card that lies the other way than it seems to."""
_LINES_READ = 5
"""Lines that are read both ways where it is doubtful how a card lies."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The loaded models; one set a process."""

    detector: TextDetector
    touching: Networks
    """See where cards end that touch."""
    turns: TurnClassifier
    reader: Reader
    threads: int
    """That may work at a time."""

    def cards_in(self, picture: Picture, debug_dir: str = "") -> tuple[Card, ...]:
        """Return the picture's cards, each the right way up."""
        sight, boxes = self._at_first_sight(picture)
        found = find_cards(sight, boxes, self.touching, partial(self.look, picture))
        looked_at = (self._seen_closely(card) for card in found)
        cards = numbered(self.the_right_way_up(card) for card in looked_at if card.boxes)
        if debug_dir:
            debug.draw_cards(picture, boxes, cards, Path(debug_dir))
        return cards

    def _at_first_sight(self, picture: Picture) -> tuple[Sight, tuple[TextBox, ...]]:
        """Return what a picture shows beside its text, and its text boxes: at a time where threads allow."""
        if self.threads == 1:
            return see(picture, self.touching), self.detector.find(picture)
        with ThreadPoolExecutor(1, thread_name_prefix="cardscan-sight") as beside:
            sight = beside.submit(see, picture, self.touching)
            boxes = self.detector.find(picture)
            return sight.result(), boxes

    def _seen_closely(self, card: Card) -> Card:
        """Look for the text of a card again, at a fit scale, where it was too small to see well."""
        if not lies_small(card):
            return card
        closer = seen_closely(card, self.look(card.picture, card.quad, 1))
        return closer if card.boxes or not closer.boxes else laid_out(closer)

    def look(self, picture: Picture, quad: Quad, times: int) -> tuple[TextBox, ...]:
        """Return the text boxes within a quad and a little round it, at so many times the usual scale."""
        return self.detector.find_within(picture, surroundings(quad), long_side=times * LONG_SIDE)

    def the_right_way_up(self, card: Card) -> Card:
        """Return the card from its other end where its text is upside down."""
        chance = self.turns.upside_down(card.picture.pixels, [box.quad for box in card.boxes])
        likely, other = (upright(card, upside_down=down) for down in (chance > 0.5, chance <= 0.5))
        doubtful = _DOUBTFUL < chance < 1 - _DOUBTFUL
        return other if doubtful and self._legible(other) > _BETTER * self._legible(likely) else likely

    def _legible(self, card: Card) -> float:
        """Return how many letters of the longest lines can be read as the card lies, sure ones for more."""
        longest = sorted(card.boxes, key=lambda box: geometry.size_of(box.quad)[0], reverse=True)[
            :_LINES_READ
        ]
        lines = self.reader.read(replace(card, boxes=tuple(longest))).lines
        return sum(line.confidence * len(line.text) for line in lines)


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
        Networks(
            *(Network(read_model(each), threads=threads, cache_dir=cache_dir) for each in (SEAMS, FITTING))
        ),
        TurnClassifier(threads=threads, cache_dir=cache_dir),
        READERS[reader](lang, threads, timeout, cache_dir),
        threads or os.cpu_count() or 1,
    )


def cache_folder(settings: Settings) -> Path:
    """Return where compiled models are kept."""
    return Path(settings.cache_dir or platformdirs.user_cache_dir("cardscan", appauthor=False))
