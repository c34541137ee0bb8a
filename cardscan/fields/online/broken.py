"""E-mail addresses and websites that are broken over two lines: which two lines may be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.layout.rows import Row, below, height, left, middle, right, side_by_side
from cardscan.fields.lexicon.words import is_family, is_given
from cardscan.fields.online import domains
from cardscan.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.model import Candidate, Lines, Span

WWW = (
    r"(?:[wW]\s?(?:[wW]|[vV]{2})\s?[wW]|[vV]{2}[wW]{1,2}[vV]*|[wW][vV]{2}[wW]|[wW]{2}[vV]{2}"
    r"|[vV]{4,6}|[wW]{2,4})"
)
"""What "www" is read as."""
_HALF_LOCAL = re.compile(r"(?:.*[\s:])?(?P<local>[\w.+-]+[._-])\Z")


def rejoined(letters: Sequence[tuple[str, int]], known: frozenset[str]) -> list[tuple[str, int]]:
    """Return a domain's letters, each with its place, without the ends of lines among them.

    A hyphen before an end of line belongs to the name, as those who set addresses add none,
    unless one of `known`, which the card prints elsewhere, is written without it.
    """
    whole = [each for each in letters if each[0] != "\n"]
    printed = "".join(letter for letter, _ in whole).lower()
    if len(whole) == len(letters) or domains.registered(printed) in known:
        return whole
    ends = [at for at, (letter, _) in enumerate(letters) if letter == "\n" and letters[at - 1][0] == "-"]
    without = [each for at, each in enumerate(letters) if each[0] != "\n" and at + 1 not in ends]
    name = domains.registered("".join(letter for letter, _ in without).lower())
    return without if name in known else whole


def broken_at_signs(reading: Lines, found: Sequence[Candidate]) -> Iterator[Row]:
    """Yield pairs of lines that may be one address broken after or before its "@", the nearest first."""
    used = {line for email in found for line in email.lines}
    texts = [plain(line.text) for line in reading.lines]
    pairs = [
        (middle(under) - middle(over), upper, lower)
        for upper, over in enumerate(reading.lines)
        for lower, under in enumerate(reading.lines)
        if upper not in used and lower not in used and below(over, under)
    ]
    for _, upper, lower in sorted(pairs):
        begins = texts[lower].lstrip().startswith("@") and "." in texts[lower]
        if "@" in texts[upper] or (begins and "/" not in texts[upper]):
            yield _one_row(texts[upper].rstrip(), upper, texts[lower], lower)


def broken_locals(reading: Lines, words: frozenset[str]) -> Iterator[Row]:
    """Yield pairs of lines that are one address broken in what stands before its "@".

    Only where both parts are names that the card prints: "anna-", "lena@weber.example".
    """
    texts = [plain(line.text).strip() for line in reading.lines]
    for upper, over in enumerate(reading.lines):
        begun = _HALF_LOCAL.match(texts[upper])
        for lower, under in enumerate(reading.lines) if begun else ():
            parts = re.findall(
                r"[^\W\d_]+", f"{begun['local'] if begun else ''} {texts[lower].partition('@')[0]}"
            )
            named = all(word in words and (is_given(word) or is_family(word)) for word in map(fold, parts))
            if re.match(r"[\w.+-]+@", texts[lower]) and named and below(over, under):
                yield _one_row(texts[upper], upper, plain(under.text), lower)


def broken_at_marks(reading: Lines, taken: Sequence[Span]) -> Iterator[Row]:
    """Yield a line with a website that breaks off at a mark or before one, with the line under it."""
    used = {span.line for span in taken}
    texts = [plain(line.text).strip() for line in reading.lines]
    for upper, over in enumerate(reading.lines):
        if upper in used or not re.search(rf"(?i)(?:{WWW}\s?\.|https?:)\S*\Z", texts[upper]):
            continue
        rest = r"[\w/.~%-]+\Z" if texts[upper][-1] in "./-" else r"[./-][\w/.~%-]+\Z"
        under = [
            lower for lower, line in enumerate(reading.lines)
            if lower not in used and below(over, line) and re.match(rest, texts[lower])
        ]  # fmt: skip
        for lower in sorted(under, key=lambda lower: middle(reading.lines[lower]))[:1]:
            yield _one_row(texts[upper], upper, texts[lower], lower)


def broken_in_words(reading: Lines, taken: Sequence[Span]) -> Iterator[Row]:
    """Yield the two boxes of a website that was cut within a word, as one text."""
    used = {span.line for span in taken}
    free = [index for index in range(len(reading.lines)) if index not in used]
    texts = [plain(line.text).strip() for line in reading.lines]
    for first in free:
        begun = re.fullmatch(rf"(?i).*?(?:{WWW}\s?\.|https?://)([\w-]+)", texts[first])
        if not begun:
            continue
        for second in free:
            a, b = reading.lines[first], reading.lines[second]
            touching = side_by_side(a, b) and abs(left(b) - right(a)) < 0.5 * height(a)
            if touching and re.match(r"[\w-]+\.", texts[second]) and domains.is_domain(texts[second]):
                yield _one_row(texts[first], first, texts[second], second)


def _one_row(first: str, upper: int, second: str, lower: int) -> Row:
    return Row(f"{first}\n{second}", (0, len(first) + 1), (upper, lower))
