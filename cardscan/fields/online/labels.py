"""Labels of e-mail addresses: "E-Mail:", "courriel", "✉"."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.lexicon.lists import listed
from cardscan.text import fold, plain


@cache
def label_pattern() -> re.Pattern[str]:
    """Return the pattern of an e-mail label at the end of a text."""
    words = sorted(map(plain, listed("email_labels")), key=lambda word: (-len(word), word))
    long = "|".join(re.escape(word) for word in words if len(word) > 1)
    return re.compile(rf"(?:(?<![^\W\d_])(?:{long})|(?:\A|(?<=[\s|/,;]))[e@])\s?[.:;=>)\]\-]*\s*\Z")


def label_start(text: str, end: int) -> int:
    """Return where an e-mail label begins that ends at text[:end]; `end` if there is none."""
    head = text[:end]
    match = label_pattern().search(fold(head) if len(fold(head)) == len(head) else head.lower())
    return match.start() if match else end
