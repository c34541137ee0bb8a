"""The rows of a CSV file, with the line that each begins in; one bad row spoils no other."""

from __future__ import annotations

import csv
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.vcards.lines import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEPARATORS = ",;\t|"
_ENDS = ("\n", "\r")
_MOST_LINES = 500
"""Of one row: a quote that is open for longer was never meant to be one."""
_LONGEST_CELL = csv.field_size_limit()
_FARTHEST = 16 << 20
"""Letters behind the beginning of a cell that is too long in which its end is looked for."""
_QUOTE = re.compile(r'(?<!")(?:"")*"(?!")')
"""One that begins or ends a cell; within one they are doubled."""


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
            reader = csv.reader(feed, delimiter=separator, strict=True)
            if (told := _too_long(error)) and feed.pass_over(separator):
                yield Row(begin, (), told)
                continue
            begun, *rest = feed.taken
            feed.give_back(rest)
            yield Row(begin, _leniently(begun, separator), str(error))
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Row(begin, tuple(cells))


class _OpenError(csv.Error):
    """A row that goes on for more lines than may be."""


def _too_long(error: csv.Error) -> str:
    """Return what is said of a row that breaks a limit, if it has an end; "" for other faults."""
    if isinstance(error, _OpenError):
        return f"a cell of more than {_MOST_LINES} lines"
    return f"a cell of more than {_LONGEST_CELL:,} letters" if "field limit" in str(error) else ""


def _ends_cell(text: str, quote: re.Match[str], separator: str) -> bool:
    """Tell whether a quote is where a cell ends, and none begins."""
    before, after = text[: quote.start()], text[quote.end() :]
    return after[:1] in ("", separator, *_ENDS) and before[-1:] not in ("", separator)


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
            raise _OpenError("a quote that does not end")
        return self._take()

    def _take(self) -> str:
        text = self._waiting.popleft() if self._waiting else text_of(next(self._lines))
        self.number += text.endswith(_ENDS)  # a long line comes in pieces
        self.taken.append(text)
        return text

    def begin_row(self) -> None:
        """Forget the row before."""
        self.taken = []

    def give_back(self, lines: list[str]) -> None:
        """Let these lines, the last that were taken, come again."""
        self._waiting.extendleft(reversed(lines))
        self.number -= sum(text.endswith(_ENDS) for text in lines)
        self.taken = []

    def pass_over(self, separator: str) -> bool:
        """Pass over the rest of a row with a cell that is too long; tell whether it has an end.

        It has none where the next quote begins a cell: then the row's own was never meant to be one. What has
        been looked through is taken, then.
        """
        is_open = bool(len(_QUOTE.findall("".join(self.taken))) % 2)
        looked = 0
        while is_open or not self.taken[-1].endswith(_ENDS):
            try:
                text = self._take()
            except StopIteration:
                return not is_open
            looked += len(text)
            quote = _QUOTE.search(text) if is_open else None
            if looked > _FARTHEST or (quote and not _ends_cell(text, quote, separator)):
                return False
            is_open = is_open and not quote
        return True
