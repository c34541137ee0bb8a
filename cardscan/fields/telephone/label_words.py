"""Know what cards print beside telephone numbers, in many languages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cardscan.fields.lexicon.lists import printed
from cardscan.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]+|[☎📱📠]")
"""A word, or the sign for an icon."""


@cache
def kinds() -> dict[str, str]:
    """Return each label's kind, by its words in lower case without accents."""
    table: dict[str, str] = {}
    for kind, labels in printed("phone_labels").items():
        for label in labels:
            table.setdefault(" ".join(_words(plain(label))) or label, kind)
    known = {word: kind for word, kind in table.items() if kind != "neutral"}
    known |= {
        " ".join(word): kind
        for word, kind in known.items()
        if kind == "not" and word.isascii() and len(word) in (2, 3)
    }
    # Small print: "MobiIe", "Teiefon".
    return {word.replace("i", "l"): kind for word, kind in known.items() if len(word) > 3} | known


@cache
def _neutral() -> frozenset[str]:
    return frozenset(printed("phone_labels")["neutral"])


@cache
def extension_pattern() -> re.Pattern[str]:
    """Return the pattern of an extension with its label; group "digits" is the extension."""
    between = "|".join(printed("extension_labels")["between"])
    return re.compile(
        rf"[ ,;.-]*(?:[(\[](?:{between})[)\]][ ]?)?[(\[]?[ ]?(?:{_extension_label()}|#[ ]?)"
        r"(?P<digits>\d{1,6})(?!\d|[ ./-]\d{3})[ ]?[)\]]?",
        re.IGNORECASE,
    )


@cache
def extension_label_pattern() -> re.Pattern[str]:
    """Return the pattern of all before an extension: groups "lead" and, where it is one to dial, "direct"."""
    direct, between = (printed("extension_labels")[kind] for kind in ("direct", "between"))
    return re.compile(
        rf"(?P<lead>.*?)(?:[(\[](?:{'|'.join(between)})[)\]])?[ (\[]*(?<![^\W\d_])"
        rf"(?=(?P<direct>(?:{'|'.join(direct)})\b)?){_extension_label()}",
        re.IGNORECASE,
    )


def _extension_label() -> str:
    words = printed("extension_labels")
    longest_first = sorted((*words["any"], *words["direct"]), key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(map(re.escape, longest_first))})(?:\s?(?:no|nr|n))?[ .:º°-]*"


def folded(word: str) -> str:
    """Return a word of a label as labels are compared: in Vietnamese "DĐ" is a mobile and "DD" a direct line.

    >>> [folded(word) for word in ("Télécopie", "DĐ", "DD")]
    ['telecopie', 'dđ', 'dd']
    """
    return fold(word, keep_marks=True, keep="đ")


def _words(text: str) -> list[str]:
    return [folded(word) for word in WORD.findall(text)]


def label_of(words: Sequence[str]) -> tuple[str, int]:
    """Return the kind of the label that these words end with, and how many of them it takes.

    >>> label_of(["Head", "office", "mobile", "no"])
    ('cell', 2)
    >>> label_of(["Hauptstrasse"])
    ('', 0)
    """
    words = [folded(word) for word in words]
    for skipped in range(3):
        kept = words[: len(words) - skipped]
        for length in (4, 3, 2, 1):
            key = " ".join(kept[-length:]) if len(kept) >= length else ""
            kind = kinds().get(key) or kinds().get(key.replace("i", "l").replace("1", "l"))
            if kind and _both(kept, kind):
                return "phone", length + skipped
            if kind:
                return kind, length + skipped
        if kept and not kept[-1].isascii():
            kind = next(
                (k for w, k in kinds().items() if not w.isascii() and len(w) > 1 and kept[-1].endswith(w)),
                "",
            )
            if kind:
                return kind, 1 + skipped
        if not kept or kept[-1] not in _neutral():
            break
    return "", 0


def _both(words: Sequence[str], kind: str) -> bool:
    """Tell whether a label names a phone and a fax in one: "Tel/Fax"."""
    before = [word for word in words[:-1] if len(word) > 1 or word not in _neutral()]
    return kind == "fax" and bool(before) and kinds().get(before[-1]) == "phone"  # "Office fax" is a fax
