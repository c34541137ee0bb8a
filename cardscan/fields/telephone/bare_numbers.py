"""Find where numbers stand in a row: misread digits mended, several in a run taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.fields.telephone.label_words import extension_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.fields.layout.rows import Row
    from cardscan.model import Span

_RUN = re.compile(r"[+(\[]*\d[\d ()\[\]+.·*/~-]*")
_MISREAD = re.compile(r"(?<![^\W_])[\dOoQIl|SBZ+(][\dOoQIl|SBZ+()./ -]{5,}")
_ICON = re.compile(r"(?:\A|(?<=\t)|(?<=[|·] ))(?:0(?=\s\(\d{3})|\d(?=\s?\(0)|\d(?=\s(?:\+|0\d)))")
"""A digit in front of a number that is an icon rather."""
_DIGIT_FOR = str.maketrans("OoQIl|SBZ", "000111582")
_ENDING = 4
"""Most digits of another ending of the number before it, behind a stroke."""
_PAIR = 2
"""Groups of digits of a number without its area that is said to stand behind another."""
_ENDING_OF_ONE = re.compile(r" ?\d(?: ?/ ?\d)*\D*\Z")
"""Endings of one digit: "2/3" of "745-3091/2/3"."""
_MOST_DIGITS = 15
"""Those of the longest number, its country's code included."""
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?[\dA-Z]{1,4})+|\bIBAN\b\W*[A-Z]{2}\d{2}(?: ?\d{2,4})+")
"""A bank account's number."""
_LONG, _WHOLE = 18, 6
"""Signs beside a stroke that a number may take, and digits that make it one."""
_CENTRAL = re.compile(r".*[^\W\d_][ .:]*- ?0\Z")
"""What is dialled for the switchboard: "Zentrale -0"."""
_HOURS = re.compile(r"\d{1,2}\.\d{2} ?- ?\d{1,2}\.\d{2}|\d{1,2} ?- ?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, and what stands round it."""

    text: str
    """The digits with what is printed between them; misread digits mended."""
    row: Row
    start: int
    """Where the number begins in the row's text."""
    end: int
    """Where it ends, its extension included."""
    printed_from: int
    """Where its label begins, or the number itself."""
    printed_to: int
    """Where a label behind it ends, or the number itself."""
    label: str = ""
    """The label's kind as phone_labels.txt has it, or ""."""
    sure_label: bool = False
    """The label stands right beside the number."""
    extension: str = ""
    follows: bool = False
    """Only a sign such as "/" or "," stands between this number and the one before it on its row."""
    mended: bool = False
    above: tuple[Span, ...] = ()
    """Where a label in a line of its own stands, if that is what speaks for the number."""
    below: tuple[Span, ...] = ()
    """Where its extension stands, if that is a place of its own."""

    @property
    def digits(self) -> str:
        """The digits alone."""
        return re.sub(r"\D", "", self.text)

    @property
    def written_out(self) -> bool:
        """Less of it is printed: the rest is that of another number."""
        return self.end - self.start < len(self.text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of lines that the number and its label stand on."""
        return (*self.above, *self.row.spans(self.printed_from, self.printed_to), *self.below)


def bare_numbers(row: Row, text: str) -> Iterator[Number]:
    """Yield the numbers of two digits and more on a row, each with its extension, none with a label.

    `text` is the row's text as mended_digits returns it.
    """
    floor = 0
    for start, end in _pieces(text):
        if start < floor or (_count(text[start:end]) < 2 and not _CENTRAL.match(text[:end])):
            continue
        extension = extension_pattern().match(text, end)
        floor = extension.end() if extension else end
        yield Number(
            text[start:end].replace("·", "."),
            row,
            start,
            floor,
            printed_from=start,
            printed_to=floor,
            extension=extension["digits"] if extension else "",
            mended=text[start:end] != row.text[start:end],
        )


def _stroke(sign: re.Match[str]) -> str:
    """Return a stroke between two numbers as one that is no digit, at the same length."""
    before, after = sign.string[: sign.start()][-_LONG:], sign.string[sign.end() :][:_LONG]
    whole = all(_count(re.sub(r"[^\d ()+./-].*", "", side)) >= _WHOLE for side in (before[::-1], after))
    return ";" if whole else sign[0]


def mended_digits(text: str) -> str:
    """Return the text, at the same length, with letters inside numbers read as the digits they look like."""

    def mend(match: re.Match[str]) -> str:
        run = match.group()
        digits, letters = len(re.findall(r"\d", run)), len(re.findall(r"[A-Za-z|]", run))
        if digits < 5 or not letters or letters > digits // 3:
            return run
        run = re.sub(r"^([+(]+\d{1,4}[) ]+)[Il|](?= \d)", r"\g<1>1", run)
        behind = match.string[match.end() : match.end() + 1]  # "13245780-I.F." has no 1
        return re.sub(
            r"(?<=[\d+(.-])[OoQIl|SBZ]+(?=\d|[.-](?![A-Za-z]))|(?<=[\d+.-])[OoQIl|SBZ]+(?=\))|(?<=\d)[OoIl]+(?![^\W\d_])|(?<![^\W_])[OoIl]+(?=\d)",
            lambda m: m.group().translate(_DIGIT_FOR),
            run + behind,
        )[: len(run)]

    text = re.sub(r"(?<=\d)\|(?=[(+\d])", _stroke, text)
    text = re.sub(r"(?<![\w+(.-])0(?=\s?:|\.\s[+(])", "O", text)
    text = _ICON.sub("*", text)
    text = re.sub(r"(?<=\d\d),(?=\d{2,3}[.]\d)|(?<=\d[.]\d{3}),(?=\d{2,4}\b)", ".", text)
    return _MISREAD.sub(mend, text)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each number, runs of several taken apart."""
    accounts = [account.span() for account in _ACCOUNT.finditer(text)]
    for run in _RUN.finditer(text):
        if _HOURS.fullmatch(run.group().strip(" .·*/")) or any(a <= run.start() < b for a, b in accounts):
            continue
        start = run.start()
        for cut in [*_cuts(run.group()), len(run.group())]:
            stop = run.start() + cut
            piece = text[start:stop]
            inner = piece.rstrip(" ([+.·*/~-")
            inner = (
                inner.rstrip(")]")
                if inner.count("(") + inner.count("[") < inner.count(")") + inner.count("]")
                else inner
            )
            lead = len(inner) - len(inner.lstrip(" )].·*/~-"))
            if inner[lead:]:
                yield start + lead, start + len(inner)
            start = stop


def _cuts(run: str) -> Iterator[int]:
    """Yield where a run of digits and signs must be cut because another number begins."""
    for begin, end in pairwise([0, *_signs(run), len(run)]):
        if begin:
            yield begin
        yield from (begin + middle for middle in _middle(run[begin:end]))


def _signs(run: str) -> Iterator[int]:
    """Yield where another number begins behind or with a sign."""
    begin = 0
    for sign in re.finditer(
        r"(?<=\d)[ )]*(?:(?:/ ?)?[(\[]?\+|/|[(\[]| - |-| ?· ?| {2,}|\) | (?=0 ?\())", run
    ):
        before = run[begin : sign.start()]
        count = len(re.sub(r"\D", "", before))
        behind = len(re.sub(r"\D", "", run[sign.end() :]))
        kind = sign.group().strip()
        international = before.lstrip(" ([").startswith(("+", "00"))
        area = 8 if international else 6 if before.lstrip(" (").startswith("0") else 5
        if (
            ("+" in kind and count)
            or (
                kind.endswith("/")
                and not _ENDING_OF_ONE.match(run, sign.end())
                and (count > area or (begin and count <= _ENDING))
            )
            or (kind.endswith(("(", "[")) and count >= 7)
            or (kind in ("-", "·", "") and count >= 7 and behind >= 7 and _joins(run, sign, count + behind))
        ):
            begin = sign.end() - (1 if kind.endswith(("+", "(", "[")) else 0)
            begin -= kind.endswith(("(+", "[+"))
            yield begin


def _joins(run: str, sign: re.Match[str], count: int) -> bool:
    """Tell whether what stands between so many digits stands between two numbers.

    A hyphen without spaces does where the second begins with a zero, or both have as many digits.
    """
    alike = run.count("-") == 1 and _count(run[: sign.start()]) == _count(run[sign.end() :])
    return count > _MOST_DIGITS and (sign.group() != "-" or run[sign.end()] == "0" or alike)


def _middle(piece: str) -> Iterator[int]:
    """Yield where the second of two numbers begins in what has more digits than one."""
    if _count(piece) <= _MOST_DIGITS:
        return
    dash = re.search(r"(?<=\d) - (?=\d{1,6}\W*\Z)", piece)
    spaces = [space.span() for space in re.finditer(" ", piece)]
    halves = ((abs(_count(piece[:left]) - _count(piece[right:])), right) for left, right in spaces)
    uneven, middle = min(halves, default=(_MOST_DIGITS, 0))
    ends = [right for left, right in spaces if _ends_alike(piece[:left], piece[right:])]
    if dash:
        yield dash.end()
    elif ends:
        yield from ends
    elif uneven <= 1:
        yield middle


def _ends_alike(first: str, second: str) -> bool:
    """Tell whether a number without its area is grouped as the one before it: "0754-8573 6218 8573 6219"."""
    groups, other = (re.findall(r"\d+", text) for text in (first, second))
    if len(groups) <= _PAIR or not other or len(other) % _PAIR:
        return False
    return [*map(len, groups[-_PAIR:])] == [*map(len, other[:_PAIR])] and groups[-_PAIR] == other[0]


def _count(text: str) -> int:
    return len(re.sub(r"\D", "", text))
