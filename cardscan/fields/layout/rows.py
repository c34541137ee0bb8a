"""Lines joined into rows as a person reads across the card, with the way back to each line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.model import Line, Lines, Span
from cardscan.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "\t"
"""Stands in a row's text where the boxes are farther apart than words are."""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines side by side as one text, in plain letters."""

    text: str
    starts: tuple[int, ...]
    """Where in the text each line begins."""
    lines: tuple[int, ...]
    """Their indices into Lines.lines."""

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the stretches of the lines that text[start:end] stands for."""
        found = []
        for index, (begin, line) in enumerate(zip(self.starts, self.lines, strict=True)):
            stop = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
            first, last = max(start, begin), min(end, stop)
            if first < last:
                found.append(Span(line, first - begin, last - begin))
        return tuple(found)

    def printed(self, start: int, end: int, reading: Lines) -> str:
        """Return text[start:end] letter for letter as it was read, lines joined by a space."""
        spans = self.spans(start, end)
        return " ".join(reading.lines[s.line].text[s.start : s.end] for s in spans)


def height(line: Line) -> float:
    """Return the letter height, in pixels."""
    (_, ay), (_, by), (_, cy), (_, dy) = line.quad
    return max(1.0, (dy - ay + cy - by) / 2)


def left(line: Line) -> float:
    """Return the x of the left end."""
    return min(line.quad[0][0], line.quad[3][0])


def right(line: Line) -> float:
    """Return the x of the right end."""
    return max(line.quad[1][0], line.quad[2][0])


def middle(line: Line) -> float:
    """Return the y of the middle."""
    return sum(y for _, y in line.quad) / 4


def side_by_side(a: Line, b: Line) -> bool:
    """Tell whether two lines lie in one row: neighbouring ends level, letters of like size."""
    small, large = sorted((height(a), height(b)))
    first, second = (a, b) if left(a) <= left(b) else (b, a)
    end = (first.quad[1][1] + first.quad[2][1]) / 2
    start = (second.quad[0][1] + second.quad[3][1]) / 2
    level = min(abs(end - start), abs(middle(a) - middle(b))) < 0.45 * small
    return level and large < 2.2 * small and right(first) - left(second) < 0.8 * small


def below(upper: Line, lower: Line) -> bool:
    """Tell whether one line continues on the next: right under it, in the same column."""
    size = min(height(upper), height(lower))
    drop = middle(lower) - middle(upper)
    overlap = min(right(upper), right(lower)) - max(left(upper), left(lower))
    return 0.5 * size < drop < 2.6 * size and overlap > 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card's lines and the rows they form."""

    reading: Lines
    rows: tuple[Row, ...]
    """From top to bottom."""

    def without(self, taken: Iterable[Span]) -> tuple[Row, ...]:
        """Return the rows with text already taken blanked out by GAPs."""
        texts = {number: row.text for number, row in enumerate(self.rows)}
        place = {
            line: (number, start)
            for number, row in enumerate(self.rows)
            for line, start in zip(row.lines, row.starts, strict=True)
        }
        for span in taken:
            number, begin = place[span.line]
            start, text = begin + span.start, texts[number]
            end = begin + min(span.end, len(self.reading.lines[span.line].text))
            texts[number] = text[:start] + GAP * max(0, end - start) + text[end:]
        return tuple(replace(row, text=texts[number]) for number, row in enumerate(self.rows))


def sheet_of(reading: Lines) -> Sheet:
    """Return the card's lines joined into rows."""
    texts = [plain(line.text) for line in reading.lines]
    groups: list[list[int]] = []
    for index in sorted(range(len(texts)), key=lambda i: left(reading.lines[i])):
        ends = [
            group for group in groups
            if side_by_side(reading.lines[group[-1]], reading.lines[index])
        ]  # fmt: skip
        if ends:
            max(ends, key=lambda group: right(reading.lines[group[-1]])).append(index)
        else:
            groups.append([index])
    groups.sort(key=lambda group: (middle(reading.lines[group[0]]), group[0]))
    return Sheet(reading, tuple(_row(group, texts, reading.lines) for group in groups))


def _row(group: Sequence[int], texts: Sequence[str], lines: Sequence[Line]) -> Row:
    text, starts = "", []
    for position, index in enumerate(group):
        if position:
            before = lines[group[position - 1]]
            close = left(lines[index]) - right(before) < 1.2 * height(before)
            text += " " if close else GAP
        starts.append(len(text))
        text += texts[index]
    return Row(text, tuple(starts), tuple(group))
