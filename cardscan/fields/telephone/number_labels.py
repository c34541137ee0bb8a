"""Give each number the label printed before, behind or above it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.fields.layout.rows import GAP, Row, below, height, left, right
from cardscan.fields.telephone.label_words import WORD, folded, kinds, label_of
from cardscan.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.fields.telephone.bare_numbers import Number
    from cardscan.model import Line, Lines

_FAR = 5
"""Words before a number among which its register stands, where a letter begins it."""
_JOINTS = re.compile(
    r"[ )\]]*(?:[/,;&|·+-]|(?:or|and|oder|und|ou|e|y|et|o)\s)?[ /,;&|·:.-]*\Z", re.IGNORECASE
)


def labelled_in_row(bare: Iterable[Number], text: str) -> list[Number]:
    """Return a row's numbers, in the order given, with the labels that stand before or behind them.

    `text` is the row's text with its digits mended.
    """
    found: list[Number] = []
    for number in bare:
        floor = found[-1].end if found else 0
        found.append(_with_label_before(number, text, floor, found))
    columns: dict[int, list[Number]] = {}
    for number in found:
        columns.setdefault(text.count(GAP, 0, number.start), []).append(number)
    return [number for column in columns.values() for number in _with_labels_behind(column, text)]


def labelled_from_above(fresh: list[Number], reading: Lines, earlier: list[Number]) -> list[Number]:
    """Return a row's numbers, those that begin a column with the label above them where they have none."""
    headed = [_headed(number, reading) for number in fresh]
    if headed != fresh:
        return _spread(headed)
    if not fresh or fresh[0].label or not _begins_column(fresh[0]):
        return fresh
    first = fresh[0]
    line = first.row.spans(first.start, first.end)[0].line
    for number in earlier:
        upper = number.row.spans(number.start, number.end)[0]
        over, under = reading.lines[upper.line], reading.lines[line]
        aligned = abs(left(under) - _x_of(over, upper.start)) < 1.2 * height(under) and (
            left(under) - left(over) > height(under) or number.row.lines[0] != upper.line
        )
        if number.label and number.label != "not" and aligned and below(over, under):
            return _spread([replace(first, label=number.label), *fresh[1:]])
    return fresh


def _headed(number: Number, reading: Lines) -> Number:
    """Return a number that begins a column with the label right above it, if that has a line to itself."""
    if number.label or not _begins_column(number):
        return number
    line = number.row.spans(number.start, number.end)[0].line
    under = reading.lines[line]
    for index, other in enumerate(reading.lines):
        if line != number.row.lines[0] and abs(left(under) - left(other)) > height(under):
            continue  # beside another column, whose label may be nearer
        words = WORD.findall(plain(other.text))
        kind, length = label_of(words)
        alone = kind and length == len(words) and not re.search(r"\d", other.text)
        if alone and below(other, under):
            spans = Row(other.text, (0,), (index,)).spans(0, len(other.text))
            return replace(number, label=kind, sure_label=True, above=spans)
    return number


def _begins_column(number: Number) -> bool:
    before = number.row.text[: number.start].rpartition(GAP)[2]
    return not WORD.search(before) and not re.search(r"\d", before)


def _with_label_before(number: Number, text: str, floor: int, earlier: list[Number]) -> Number:
    before = text[floor : number.start]
    matches = list(WORD.finditer(before))
    kind, length = label_of([m.group() for m in matches])
    if kind == "long":
        kind = "cell" if len(number.digits) >= 10 else "not"
    letter = matches and len(matches[-1].group()) == 1 and before[matches[-1].end() :] in ("", "-")
    said = [m.group() for m in matches]
    registers = (
        at for at in range(len(said) - 1, max(0, len(said) - _FAR), -1) if label_of(said[:at])[0] == "not"
    )
    if letter and (register := next(registers, 0)):
        matches = matches[:register]  # the letter begins the number: "CIF B12345678", "RCS Saint-Malo B 388"
        kind, length = label_of(said[:register])
    if (
        kind
        and _beside(before, matches[-length].start(), matches[-1].end())
        and _may_be_label(matches[-length:], before)
    ):
        return replace(
            number,
            label=kind,
            sure_label=True,
            printed_from=floor + _opening(before, matches[-length].start()),
        )
    if earlier and _JOINTS.match(before):
        return replace(number, label=earlier[-1].label, sure_label=earlier[-1].sure_label, follows=True)
    icon = re.search(r"(?:\A|[ \t])([^\w\s+(,;/|-])\s{1,2}\Z", before)
    if icon and not WORD.search(before.rpartition(GAP)[2]):
        number = replace(number, printed_from=floor + icon.start(1))
    for back in range(len(matches) - 1, max(-1, len(matches) - 5), -1):
        kind, length = label_of([m.group() for m in matches[: back + 1]])
        if kind and length and len(matches[back].group()) > 1 and GAP not in before[matches[back].end() :]:
            return replace(
                number, label=kind, printed_from=floor + _opening(before, matches[back + 1 - length].start())
            )
    return number


def _beside(before: str, start: int, end: int) -> bool:
    """Tell whether a label belongs to what follows: no gap between, or it has its box to itself."""
    if GAP not in before[end:]:
        return True
    return before.count(GAP, end) == 1 and not WORD.search(before[before.rfind(GAP, 0, start) + 1 : start])


def _opening(before: str, start: int) -> int:
    """Return the label's start, with the bracket that opens before it."""
    return start - 1 if start and before[start - 1] in "([" else start


def _may_be_label(words: Sequence[re.Match[str]], before: str) -> bool:
    """Tell whether a label of one letter looks like one: a capital, or set off by a sign."""
    word = words[0]
    if len(words) > 1 or len(word.group()) > 1 or not word.group().isascii():
        return True
    return (
        word.group().isupper()
        or not before[: word.start()].strip()
        or before[word.end() : word.end() + 1] in (":", ".", ")", "]", "/", "-")
    )


def _with_labels_behind(found: list[Number], text: str) -> list[Number]:
    """Return the numbers with the labels that follow them, where none stand before: "650 … (M)"."""
    behind = []
    for index, number in enumerate(found):
        stop = found[index + 1].start if index + 1 < len(found) else len(text)
        match = re.match(
            r"[ ]*(?P<open>[(\[-]?)[ ]*(?P<word>[^\W\d_]+(?:[ -][^\W\d_]+)?)[ ]?[.)\]]*",
            text[number.end : stop],
        )
        kind = ""
        if match:
            words = [folded(w) for w in re.findall(r"[^\W\d_]+", match["word"])]
            kind = kinds().get(" ".join(words)) or kinds().get(words[0]) or ""
            if len(match["word"]) == 1 and not (match["open"] or match["word"].isupper()):
                kind = ""
        behind.append((kind, number.end + match.end()) if match and kind not in ("", "not") else ("", 0))
    if not found or (found[0].sure_label and found[0].label):
        bracket = [
            bool(b[0]) and text[n.end : n.end + 2].strip()[:1] == "("
            for n, b in zip(found, behind, strict=True)
        ]
        return [
            n if not bracketed else _take(n, *b) if not n.label else replace(n, printed_to=b[1])
            for n, b, bracketed in zip(found, behind, bracket, strict=True)
        ]
    if not behind[-1][0] or WORD.search(text[behind[-1][1] :].partition(GAP)[0]):
        return found
    return [
        _take(replace(n, printed_from=n.start), *(b if b[0] else ("", n.end)))
        for n, b in zip(found, behind, strict=True)
    ]


def _take(number: Number, kind: str, stop: int) -> Number:
    start = number.start if number.printed_from < number.start and not number.above else number.printed_from
    return replace(number, label=kind, sure_label=True, printed_from=start, printed_to=stop)


def _x_of(line: Line, position: int) -> float:
    """Return about where in a line a letter stands, by its share of the text."""
    return left(line) + (right(line) - left(line)) * position / max(1, len(line.text))


def _spread(numbers_on_row: list[Number]) -> list[Number]:
    """Return a row's numbers, those that follow another with that one's label."""
    out: list[Number] = []
    for number in numbers_on_row:
        out.append(
            replace(number, label=out[-1].label) if out and number.follows and not number.label else number
        )
    return out
