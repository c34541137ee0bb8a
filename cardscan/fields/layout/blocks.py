"""Cut a card's lines into blocks, each of one kind, and put these in the order a person reads them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from statistics import median, median_high, median_low
from typing import TYPE_CHECKING, TypeAlias

from cardscan.fields.layout.labels import label_before
from cardscan.fields.layout.offices import office_before, says_only_office
from cardscan.fields.layout.statements import cuts
from cardscan.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.model import Candidate, Kind, Line, Lines, Quad

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in the card's pixels after its lines were turned level."""

_WORD = re.compile(r"\w")
_COLUMN_GAP = 0.3
"""In letter heights: the least white between two columns; text boxes are drawn generously."""
_ASLANT = (math.radians(3.0), math.radians(30.0))
"""From and to which angle against the print a line is aslant: less is chance, more is upright print."""
_TELLING = 2.5
"""In letter heights: the length from which a line's angle is more than chance."""
_BEFORE = " \t,;:|‖•·●▪■◆∙｜/-–—~_*=<>«»"
_BEHIND = " \t;:|‖•·●▪■◆∙｜/~_*=<>«»"
"""What is cut off a stretch's ends; a comma or hyphen behind says that the next line goes on."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one line that says one thing."""

    span: Span
    text: str
    kind: Kind | None
    """What a found candidate says it is; None where it is still open."""
    box: Box
    confidence: float
    """The reader's, for the line."""
    parted: bool = False
    """It shares its line with the block before it."""
    aslant: bool = False
    """Its line runs at another angle than the card's print, as handwriting does."""
    office: bool = False
    """It begins with an office's label, or one stands before it: an address of its own begins."""

    @property
    def height(self) -> float:
        """The height of its letters, in pixels."""
        return self.box[3] - self.box[1]


def split(reading: Lines, found: Sequence[Candidate]) -> tuple[Block, ...]:
    """Return the blocks of a card in reading order.

    Every word of the reading is in exactly one block: in one whose kind is known
    where a found candidate covers it, else in an open one. What runs aslant is read last:
    it was written between lines that belong together.
    """
    boxes = level_boxes(reading.lines)
    slanted = aslant(reading.lines)
    by_line: list[list[Block]] = []
    for index, (line, box) in enumerate(zip(reading.lines, boxes, strict=True)):
        parts = list(_parts(index, line, found))
        blocks = [
            Block(
                span,
                line.text[span.start : span.end],
                kind,
                _part_of(box, line, span),
                line.confidence,
                office=kind is None and _begins_office(line.text, span),
            )
            for span, kind in parts
        ]
        crooked = index in slanted
        by_line.append([replace(block, parted=at > 0, aslant=crooked) for at, block in enumerate(blocks)])
    level = [index for index in range(len(boxes)) if index not in slanted]
    order = [
        *(level[number] for number in reading_order([boxes[index] for index in level])),
        *sorted(slanted),
    ]
    return tuple(block for index in order for block in by_line[index])


def aslant(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines that run at another angle than the print around them.

    Where the picture shows the card in perspective its lines fan out, so the print's angle
    is taken to change evenly from top to bottom (fitted as Theil and Sen do, by medians).
    """
    slant = _slant([line.quad for line in lines])
    places: list[tuple[int, float, float]] = []
    for index, line in enumerate(lines):
        along, across = _size(line.quad)
        if along > _TELLING * across:
            middle = sum(point[1] for point in line.quad) / 4
            places.append((index, middle, math.remainder(_angle(line.quad)[0] - slant, math.tau)))
    if not places:
        return frozenset()
    fan = _fan([(middle, angle) for _, middle, angle in places])
    level = median(angle - fan * middle for _, middle, angle in places)
    return frozenset(
        index
        for index, middle, angle in places
        if _ASLANT[0] < abs(angle - fan * middle - level) < _ASLANT[1]
    )


def _fan(places: Sequence[tuple[float, float]]) -> float:
    """Return by how much the angle changes a pixel downwards: the median of all pairs of lines."""
    slopes = [
        (angle - other) / (middle - at)
        for number, (middle, angle) in enumerate(places)
        for at, other in places[:number]
        if middle != at
    ]
    return min(median_low(slopes), median_high(slopes), key=abs) if slopes else 0.0


def level_boxes(lines: Sequence[Line]) -> list[Box]:
    """Return each line's box after all were turned by their common slant."""
    slant = _slant([line.quad for line in lines])
    cosine, sine = math.cos(-slant), math.sin(-slant)
    boxes = []
    for line in lines:
        x, y = (sum(point[axis] for point in line.quad) / 4 for axis in (0, 1))
        width, height = _size(line.quad)
        x, y = x * cosine - y * sine, x * sine + y * cosine
        boxes.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return boxes


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Return the indices of the boxes in reading order, column by column where there are columns.

    Lines that stand aligned under each other are taken together first. These paragraphs
    are ordered by the recursive X-Y cut (Nagy and Seth, 1984): split at the widest white
    band, upright or level, until no band is left; what then remains is read row by row.
    """
    groups = paragraphs(boxes)
    frames = [
        (
            min(boxes[i][0] for i in group),
            min(boxes[i][1] for i in group),
            max(boxes[i][2] for i in group),
            max(boxes[i][3] for i in group),
        )
        for group in groups
    ]
    height = median(box[3] - box[1] for box in boxes) if boxes else 1.0
    order = _ordered(list(range(len(groups))), frames, height or 1.0)
    return [i for number in order for i in _by_rows(groups[number], boxes)]


def paragraphs(boxes: Sequence[Box]) -> list[list[int]]:
    """Group the boxes that stand close under each other with a common edge or middle."""
    group = list(range(len(boxes)))

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i, upper in enumerate(boxes):
        for j, lower in enumerate(boxes):
            if i != j and continues(upper, lower):
                group[root(j)] = root(i)
    found: dict[int, list[int]] = {}
    for i in range(len(boxes)):
        found.setdefault(root(i), []).append(i)
    return list(found.values())


def continues(upper: Box, lower: Box) -> bool:
    """Tell whether one line stands right under another: close, of like size, aligned."""
    small, large = sorted((upper[3] - upper[1], lower[3] - lower[1]))
    gap = lower[1] - upper[3]
    shared = min(upper[2], lower[2]) - max(upper[0], lower[0])
    edges = (
        abs(upper[0] - lower[0]),
        abs(upper[2] - lower[2]),
        abs(upper[0] + upper[2] - lower[0] - lower[2]) / 2,
    )
    under = lower[1] + lower[3] > upper[1] + upper[3] and -0.5 * small < gap < 0.8 * small
    return under and large < 1.8 * small and shared > 0 and min(edges) < 0.5 * small


def _ordered(members: list[int], boxes: Sequence[Box], height: float) -> Iterator[int]:
    if len(members) < 2:
        yield from members
        return
    level_gap, above, below = _widest_gap(members, boxes, axis=1)
    upright_gap, left, right = _widest_gap(members, boxes, axis=0)
    if upright_gap > max(level_gap, _COLUMN_GAP * height) or (level_gap <= 0 < upright_gap):
        yield from _ordered(left, boxes, height)
        yield from _ordered(right, boxes, height)
    elif level_gap > 0:
        yield from _ordered(above, boxes, height)
        yield from _ordered(below, boxes, height)
    else:
        yield from _by_rows(members, boxes)


def _widest_gap(members: list[int], boxes: Sequence[Box], axis: int) -> tuple[float, list[int], list[int]]:
    """Return the widest white band across the axis with what lies before and after it."""
    ranked = sorted(members, key=lambda i: boxes[i][axis])
    best, cut, reach = 0.0, 0, boxes[ranked[0]][axis + 2]
    for position, i in enumerate(ranked[1:], start=1):
        if boxes[i][axis] - reach > best:
            best, cut = boxes[i][axis] - reach, position
        reach = max(reach, boxes[i][axis + 2])
    return best, ranked[:cut], ranked[cut:]


def _by_rows(members: list[int], boxes: Sequence[Box]) -> Iterator[int]:
    rows: list[list[int]] = []
    for i in sorted(members, key=lambda i: boxes[i][1] + boxes[i][3]):
        middle = (boxes[i][1] + boxes[i][3]) / 2
        if rows and boxes[rows[-1][-1]][1] < middle < boxes[rows[-1][-1]][3]:
            rows[-1].append(i)
        else:
            rows.append([i])
    for row in rows:
        yield from sorted(row, key=lambda i: boxes[i][0])


def _parts(index: int, line: Line, found: Sequence[Candidate]) -> Iterator[tuple[Span, Kind | None]]:
    """Yield the line's stretches: those that candidates cover, and between them the open ones."""
    position = 0
    for span, kind in _covered(index, found):
        yield from ((open_span, None) for open_span in _open(index, line.text, position, span.start))
        start = max(position, span.start)
        if start < span.end:
            yield Span(index, start, span.end), kind
        position = max(position, span.end)
    yield from ((open_span, None) for open_span in _open(index, line.text, position, len(line.text)))


def _covered(index: int, found: Sequence[Candidate]) -> list[tuple[Span, Kind]]:
    spans = ((span, candidate.kind) for candidate in found for span in candidate.spans if span.line == index)
    return sorted(spans, key=lambda item: (item[0].start, -item[0].end))


def _open(index: int, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretches of text[start:end] that hold words, cut at parting marks."""
    edges = [start, *(start + edge for cut in cuts(text[start:end]) for edge in cut), end]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        first += len(label_before(text[first:last]))
        office = office_before(text[first:last])
        first += 0 if says_only_office(office) else len(office)
        while first < last and text[first] in _BEFORE:
            first += 1
        while first < last and text[last - 1] in _BEHIND and not _closes(text[first:last]):
            last -= 1
        if _WORD.search(text, first, last):
            yield Span(index, first, last)


def _closes(text: str) -> bool:
    """Tell whether a text ends in a quote that it opens: "ООО «Ромашка»"."""
    return text[-1] == "»" and "«" in text


def _begins_office(text: str, span: Span) -> bool:
    """Tell whether an office's label begins the stretch, or stands before it on its line."""
    cut = max((edge[1] for edge in cuts(text) if edge[1] <= span.start), default=0)
    return bool(office_before(text[cut : span.end]))


def _part_of(box: Box, line: Line, span: Span) -> Box:
    """Return the piece of the line's box that the span takes up, letters taken as equally wide."""
    left, top, right, bottom = box
    step = (right - left) / max(1, len(line.text))
    return left + span.start * step, top, left + span.end * step, bottom


def _slant(quads: Iterable[Quad]) -> float:
    """Return the angle of the text in radians: the median, long lines counting more."""
    angles = [_angle(quad) for quad in quads]
    half, total = sum(length for _, length in angles) / 2, 0.0
    for angle, length in sorted(angles):
        total += length
        if total >= half:
            return angle
    return 0.0


def _angle(quad: Quad) -> tuple[float, float]:
    """Return the direction of a line in radians, and a measure of its length."""
    a, b, c, d = quad
    x, y = b[0] + c[0] - a[0] - d[0], b[1] + c[1] - a[1] - d[1]
    return math.atan2(y, x), math.hypot(x, y)


def _size(quad: Quad) -> tuple[float, float]:
    sides = [math.dist(quad[i], quad[(i + 1) % 4]) for i in range(4)]
    return (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
