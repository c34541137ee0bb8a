"""What a reader would make of a laid-out card: text with misreadings, without drawing a pixel."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from cardscan.model import Contact, Line, Lines
from scripts.pictures.layout import text_width
from scripts.pictures.templates import Box

if TYPE_CHECKING:
    import random

    from scripts.cards.printed import FictionalCard, Span, SpanKind
    from scripts.pictures.layout import Layout, PlacedLine

CONFUSIONS: Final = {
    "0": "oO", "o": "0", "O": "0", "l": "1I", "1": "lI", "I": "l1", "5": "S", "S": "5", "8": "B", "B": "8",
    "@": "eas©@Q", ".": ",", ",": ".", "ł": "t", "Ł": "L", "ß": "B", "g": "q", "-": "–_", "'": "’", "i": "l",
    "rn": "m", "c": "e", "ı": "i", "İ": "I", "ş": "s", "ğ": "g", ":": ".", ";": ":", "/": "l", "&": "8",
    "u": "v", "n": "m", "O.": "0.", "ő": "ö", "ű": "ü", "é": "e", "(": "C", "|": "I",
}  # fmt: skip
ICON_READINGS: Final = (
    "",
    "",
    "",
    "C ",
    "@ ",
    "O ",
    "Q ",
    "9 ",
    "& ",
    "B ",
    "口 ",
    "◎ ",
    "Y ",
    "M ",
    "L ",
    "●",
)
STRAYS: Final = ("R", "M", "®", "TM", "A", "N", "ff", "JV", "S", "//", "O", "III", "W", "ZE", "®M", "B2")


class ReadSpan(NamedTuple):
    """A labelled stretch of a line's text: text[start:end]."""

    start: int
    end: int
    kind: SpanKind


class SimulatedReading(NamedTuple):
    """A simulated reading with its truth."""

    lines: Lines
    spans: tuple[tuple[ReadSpan, ...], ...]
    """For each line its labelled stretches, in order; what lies between is separators."""
    contact: Contact
    """What the card says, without what was not read at all."""


class _Piece(NamedTuple):
    text: str
    spans: tuple[ReadSpan, ...]
    box: Box
    doubt: float


class _Noise(NamedTuple):
    """How badly one card is read: the chances of each misreading."""

    letter: float
    space: float
    accents: float
    split: float
    join: float


def simulate_reading(layout: Layout, rng: random.Random) -> SimulatedReading:
    """Return what a reader may make of the card; the same state of rng gives the same reading.

    Boxes are in pixels of a flattened card of random resolution.
    """
    noise = _noise(rng, layout.card.language)
    pieces: list[_Piece] = []
    lost: set[SpanKind] = set()
    for line in layout.lines:
        kind = line.main_kind
        # A logo's script is often not read, small notes at times.
        chance = {"brand": 0.12, "organization": 0.03, "note": 0.03}.get(kind, 0.002)
        if rng.random() < chance:
            lost.add(kind)
            continue
        pieces += _read_line(line, rng, noise)
    pieces = _joined(pieces, rng, noise)
    if rng.random() < 0.12:
        pieces.append(_stray(layout, rng))
    scale = rng.uniform(7.0, 22.0)
    ordered = sorted((piece for piece in pieces if piece.text.strip()), key=_reading_order)
    lines = Lines(
        tuple(_line(piece, scale, rng) for piece in ordered),
        "simulated",
        layout.width * scale,
        layout.height * scale,
    )
    left = {span.kind for piece in ordered for span in piece.spans}
    contact = _left(layout.card, lost - left)
    return SimulatedReading(lines, tuple(piece.spans for piece in ordered), contact)


def _noise(rng: random.Random, language: str) -> _Noise:
    letter, space = rng.choices(((0.0003, 0.01), (0.003, 0.05), (0.012, 0.12)), weights=(55, 33, 12))[0]
    loses_accents = 0.85 if language == "vi" else rng.choices((0.0, 0.08, 0.9), weights=(75, 17, 8))[0]
    return _Noise(letter, space, loses_accents, rng.choice((0.05, 0.25)), rng.choice((0.0, 0.1)))


def _left(card: FictionalCard, lost: set[SpanKind]) -> Contact:
    """Return the contact without fields whose print was lost as a whole; a logo may stand for a name."""
    contact = card.contact
    gone: dict[str, str] = {}
    if "organization" in lost:
        printed = (line for block in card.blocks for line in block.lines)
        logos = [line.text for line in printed if line.main_kind == "brand"]
        gone["organization"] = logos[0] if logos and "brand" not in lost else ""
    if "title" in lost:
        gone["title"] = ""
    if "department" in lost:
        gone["department"] = ""
    return replace(contact, **gone)  # type: ignore[arg-type]


def _read_line(line: PlacedLine, rng: random.Random, noise: _Noise) -> list[_Piece]:
    """Read one printed line as one piece, or as several where it has wide gaps."""
    groups: list[list[Span]] = [[]]
    for span in line.spans:
        wide = span.kind == "gap" and (len(span.text) >= 3 or "|" in span.text or "•" in span.text)
        narrow = span.kind == "gap" and not wide
        if (wide and rng.random() < 0.6) or (narrow and groups[-1] and rng.random() < noise.split * 0.3):
            groups.append([])
        else:
            groups[-1].append(span)
    pieces = []
    whole = max(text_width(line.text, line.size, bold=line.bold), 0.01)
    factor = line.box.width / whole
    x = line.box.x
    at = 0
    for group in groups:
        before = line.text.find("".join(span.text for span in group), at)
        at = max(before, at)
        x = line.box.x + text_width(line.text[:at], line.size, bold=line.bold) * factor
        text = "".join(span.text for span in group)
        width = text_width(text, line.size, bold=line.bold) * factor
        at += len(text)
        box = Box(x, line.box.y, width, line.box.height)
        if text.strip():
            pieces.append(_noisy(group, box, rng, noise))
    return pieces


def _noisy(group: list[Span], box: Box, rng: random.Random, noise: _Noise) -> _Piece:
    text = ""
    spans: list[ReadSpan] = []
    errors = 0
    for span in group:
        if span.kind == "icon":
            read = rng.choice(ICON_READINGS).strip()
        else:
            single = re.sub(" +", " ", span.text)  # readers give one space, however wide
            read = misread(single, rng, noise.letter, noise.space, noise.accents)
        if span.kind == "gap" and not text:
            continue
        errors += read != span.text
        start = len(text)
        text += read
        if read.strip() and span.kind != "gap":
            spans.append(ReadSpan(start, len(text), span.kind))
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    moved = (ReadSpan(max(0, s.start - lead), min(len(text), s.end - lead), s.kind) for s in spans)
    return _Piece(text, tuple(s for s in moved if s.end > s.start), box, min(0.4, errors * 0.06))


def misread(text: str, rng: random.Random, letter: float, space: float, accents: float) -> str:
    """Return text with letters confused, spaces dropped and accents lost by these chances.

    >>> import random
    >>> misread("Müller, 10 km", random.Random(1), 0.0, 0.0, 1.0)
    'Muller, 10 km'
    """
    out = []
    strip_all = rng.random() < accents
    for sign in text:
        if sign == " " and rng.random() < space:
            continue
        if strip_all and not sign.isascii():
            sign = _without_accent(sign)
        if sign in CONFUSIONS and rng.random() < letter * 4:
            sign = rng.choice(CONFUSIONS[sign])
        elif rng.random() < letter * 0.3:
            sign = rng.choice(("", sign * 2, sign.swapcase()))
        out.append(sign)
    return "".join(out)


def _without_accent(sign: str) -> str:
    known = {"đ": "d", "Đ": "D", "ł": "t", "ø": "o", "Ø": "O", "ı": "i", "ß": "B"}
    if sign in known:
        return known[sign]
    if not unicodedata.name(sign, "").startswith("LATIN"):
        return sign
    return unicodedata.normalize("NFD", sign)[0]


def _joined(pieces: list[_Piece], rng: random.Random, noise: _Noise) -> list[_Piece]:
    """Join neighbours on one base line, as readers do with columns that stand close."""
    out: list[_Piece] = []
    for piece in sorted(pieces, key=_reading_order):
        last = out[-1] if out else None
        if last and _side_by_side(last.box, piece.box) and rng.random() < noise.join:
            joint = rng.choice((" ", " ", ""))
            shift = len(last.text) + len(joint)
            spans = (*last.spans, *(ReadSpan(s.start + shift, s.end + shift, s.kind) for s in piece.spans))
            right = piece.box.x + piece.box.width
            box = Box(last.box.x, min(last.box.y, piece.box.y), right - last.box.x, last.box.height)
            out[-1] = _Piece(last.text + joint + piece.text, spans, box, last.doubt + piece.doubt)
        else:
            out.append(piece)
    return out


def _side_by_side(left: Box, right: Box) -> bool:
    level = abs((left.y + left.height / 2) - (right.y + right.height / 2)) < 0.4 * left.height
    distance = right.x - left.x - left.width
    return level and 0 <= distance < 3 * left.height


def _stray(layout: Layout, rng: random.Random) -> _Piece:
    """Return a piece of a logo or of the table that was taken for text."""
    text = rng.choice(STRAYS)
    size = rng.uniform(2.0, 9.0)
    x, y = rng.uniform(2, layout.width - 12), rng.uniform(1, layout.height - size)
    box = Box(x, y, size * len(text) * 0.6, size)
    return _Piece(text, (ReadSpan(0, len(text), "note"),), box, 0.3)


def _reading_order(piece: _Piece) -> tuple[float, float]:
    return (piece.box.y + piece.box.height / 2, piece.box.x)


def _line(piece: _Piece, scale: float, rng: random.Random) -> Line:
    """Return the piece as a Line, its box a little larger than the letters and not quite straight."""
    box = piece.box
    pad = box.height * rng.uniform(0.05, 0.25)
    slant = rng.gauss(0, 0.003) * box.width
    x0, x1 = (box.x - pad) * scale, (box.x + box.width + pad) * scale
    y0, y1 = (box.y - pad) * scale, (box.y + box.height + pad) * scale
    turn = slant * scale
    quad = ((x0, y0), (x1, y0 + turn), (x1, y1 + turn), (x0, y1))
    confidence = min(1.0, max(0.3, rng.betavariate(60, 1.2) - piece.doubt * rng.random()))
    return Line(piece.text, quad, confidence)
