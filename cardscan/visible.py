"""Text of strangers, shown for what it is: what acts on a terminal or a page is seen, and does nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_JOINERS = "\u200c\u200d\u200e\u200f"
"""Unseen signs that scripts and emoji are written with, and that turn nothing round."""
_ASCII = re.compile(r"[ -~]*")


@lru_cache(maxsize=8192)
def visible(text: str, *, breaks: str = "") -> str:
    r"""Return the text with control and formatting characters, line breaks too, as "<U+202E>".

    `breaks` are those among them that stay: "\n" for text of several lines.

    >>> visible("gpj.\u202eexe"), visible("a\x1b[2J\x9bb"), visible("a\nb\rc", breaks="\n")
    ('gpj.<U+202E>exe', 'a<U+001B>[2J<U+009B>b', 'a\nb<U+000D>c')
    """
    if _ASCII.fullmatch(text):
        return text
    return "".join(f"<U+{ord(sign):04X}>" if sign not in breaks and _acts(sign) else sign for sign in text)


def escaped(line: str) -> str:
    r"""Return a line of JSON that says the same and has none of these characters in it.

    >>> escaped('{"a": "x\u202ey\x7f"}')
    '{"a": "x\\u202ey\\u007f"}'
    """
    if _ASCII.fullmatch(line):
        return line
    return "".join(_escape(sign) if _acts(sign) else sign for sign in line)


@lru_cache(maxsize=8192)
def _acts(sign: str) -> bool:
    """Tell whether the character is a control, turns text round, breaks lines or is half a character."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in _JOINERS


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
