"""Text made to fit a code page that lacks some of its characters."""

import unicodedata

# letters that Unicode does not take apart into a letter and a mark
_NEAREST = {
    "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "ĸ": "k", "Ŋ": "N", "ŋ": "n",
    "Ŧ": "T", "ŧ": "t", "Ø": "O", "ø": "o", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "ß": "ss",
    "ẞ": "SS", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "Ə": "A", "ə": "a", "\u2010": "-", "\u2011": "-",
    "\u2012": "-", "–": "-", "—": "-", "\u2015": "-", "\u2212": "-", "‘": "'", "’": "'", "‚": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "•": "*", "·": ".", "€": "EUR", "→": ">",
    "\u200b": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\u2060": "",
}  # fmt: skip


def is_encoding(name: str) -> bool:
    """Say whether `name` names an encoding of text.

    >>> is_encoding("cp1252"), is_encoding("cp9999"), is_encoding("base64")
    (True, False, False)
    """
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def fit(text: str, encoding: str, replaced: dict[str, str]) -> str:
    """Return `text` with the nearest characters for those that `encoding` lacks.

    Each such character is entered into `replaced` with what it became.

    >>> changes: dict[str, str] = {}
    >>> fit("Łukasz Nguyễn 王", "cp1252", changes)
    'Lukasz Nguyên ?'
    >>> changes
    {'Ł': 'L', 'ễ': 'ê', '王': '?'}
    """
    text = unicodedata.normalize("NFC", text)
    if _fits(text, encoding):
        return text
    pieces = []
    for char in text:
        if not _fits(char, encoding):
            replaced[char] = char = _nearest(char, encoding)
        pieces.append(char)
    return "".join(pieces)


def _nearest(char: str, encoding: str) -> str:
    if unicodedata.combining(char):
        return ""
    decomposed = unicodedata.normalize("NFKD", _NEAREST.get(char, char))
    for end in range(len(decomposed), 0, -1):
        shorter = unicodedata.normalize("NFC", decomposed[:end])
        marks_only = all(unicodedata.combining(mark) for mark in decomposed[end:])
        if marks_only and _fits(shorter, encoding):
            return shorter
    return _NEAREST.get(char, "?") if _fits(_NEAREST.get(char, "?"), encoding) else "?"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
