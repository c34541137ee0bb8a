"""The rows of a CSV file, with the line that each begins in; one bad row spoils no other."""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.vcards.lines import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEPARATORS = ",;\t|"
_MOST_LINES = 500
"""Of one row: a quote that is open for longer was never meant to be one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: int
    """The number of its first line, counted from 1."""
    cells: tuple[str, ...]
    fault: str = ""
    """What is wrong with it, or ""."""


def rows_in(lines: Iterable[bytes]) -> Iterator[Row]:
    """Yield the rows of a table, the headings first; the separator is what parts these.

    A line "sep=;" before them, which Excel reads, is none.
    """
    feed = _Feed(lines)
    first = next((text for text in feed if text.strip()), "")
    said = first.removeprefix("sep=").strip("\r\n") if first.startswith("sep=") else ""
    if len(said) == 1:
        first = next((text for text in feed if text.strip()), "")
    feed.give_back([first] if first else [])
    separator = said if len(said) == 1 else max(_SEPARATORS, key=lambda sign: len(_leniently(first, sign)))
    reader = csv.reader(feed, delimiter=separator, strict=True)
    while True:
        feed.begin_row()
        begin = feed.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            begun, *rest = feed.taken
            feed.give_back(rest)
            reader = csv.reader(feed, delimiter=separator, strict=True)
            yield Row(begin, _leniently(begun, separator), str(error))
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Row(begin, tuple(cells))


def _leniently(line: str, separator: str) -> tuple[str, ...]:
    """Return the cells of a single line; a quote that does not end is none. () where a cell is too long."""
    bare = line.rstrip("\r\n")
    if bare.count('"') % 2:
        return tuple(cell.strip('"') for cell in bare.split(separator))
    try:
        return tuple(next(csv.reader([bare], delimiter=separator), ()))
    except csv.Error:
        return ()


class _Feed:
    """Lines of text, of which those of one row can be given back."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.number = 0
        """Of the line that was taken last."""
        self.taken: list[str] = []
        """The lines of the row."""
        self._lines = iter(lines)
        self._waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MOST_LINES:
            raise csv.Error("a quote that does not end")
        text = self._waiting.popleft() if self._waiting else text_of(next(self._lines))
        self.number += 1
        self.taken.append(text)
        return text

    def begin_row(self) -> None:
        """Forget the row before."""
        self.taken = []

    def give_back(self, lines: list[str]) -> None:
        """Let these lines, the last that were taken, come again."""
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)
        self.taken = []
