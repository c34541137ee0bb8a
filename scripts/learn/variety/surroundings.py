"""What a picture shows besides the card: print of the table, marks of scanning programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Line
from scripts.cards.lexicon import sections, seeded_faker
from scripts.learn.simulate import ReadSpan, SimulatedReading

if TYPE_CHECKING:
    import random


def surrounded(reading: SimulatedReading, locale: str, rng: random.Random) -> SimulatedReading:
    """Return the reading with text of its surroundings, on some cards."""
    draw = rng.random()
    if draw < 0.025:
        return _with_lines(reading, _newspaper(reading, locale, rng))
    if draw < 0.055:
        return _with_lines(reading, _scanner_mark(reading, rng))
    return reading


def _newspaper(reading: SimulatedReading, locale: str, rng: random.Random) -> list[Line]:
    """Return lines of running text above or below the card."""
    fake = seeded_faker(rng, locale)
    size = reading.lines.height * rng.uniform(0.02, 0.06)
    top = rng.choice((-0.1, 1.02)) * reading.lines.height
    left = rng.uniform(-0.1, 0.5) * reading.lines.width
    lines = []
    for number in range(rng.randint(1, 6)):
        text = fake.sentence(nb_words=rng.randint(2, 9))
        text = text[rng.randint(0, 4) : len(text) - rng.randint(0, 3)].strip() or text
        lines.append(_line(text, left, top + number * 1.3 * size, size, rng))
    return lines


def _scanner_mark(reading: SimulatedReading, rng: random.Random) -> list[Line]:
    """Return what scanning programs print into a corner at the bottom, in one line or several."""
    texts = rng.sample(sections("variety.txt")["scanners"], rng.choice((1, 1, 2, 3)))
    size = reading.lines.height * rng.uniform(0.025, 0.05)
    left = rng.choice((0.01, 0.01, 0.8)) * reading.lines.width
    top = rng.uniform(0.9, 1.03) * reading.lines.height
    return [_line(text, left, top + number * 1.2 * size, size, rng) for number, text in enumerate(texts)]


def _line(text: str, left: float, top: float, size: float, rng: random.Random) -> Line:
    right, bottom = left + 0.5 * size * len(text), top + size * rng.uniform(1.0, 1.2)
    quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Line(text, quad, rng.uniform(0.7, 1.0))


def _with_lines(reading: SimulatedReading, more: list[Line]) -> SimulatedReading:
    spans = tuple((ReadSpan(0, len(line.text), "note"),) for line in more)
    entries = list(zip((*reading.lines.lines, *more), (*reading.spans, *spans), strict=True))
    entries.sort(key=lambda entry: (entry[0].quad[0][1] + entry[0].quad[2][1], entry[0].quad[0][0]))
    lines = replace(reading.lines, lines=tuple(line for line, _ in entries))
    return reading._replace(lines=lines, spans=tuple(found for _, found in entries))
