"""What a Chinese, Japanese or Korean text is, by what it ends in: "…有限公司", "営業部", "课长"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.native import is_native_name
from cardscan.fields.lexicon.words import words
from cardscan.text import is_cjk

Tail: TypeAlias = Literal["organization", "department", "title", "office", ""]

_LISTS: dict[Tail, tuple[str, ...]] = {
    "organization": ("companies", "legal_forms"),
    "department": ("departments",),
    "title": ("titles",),
    "office": (),
}
_FORMS = re.compile(
    "株式会社|有限会社|合同会社|有限公司|有限责任公司|社団法人|财团法人|財団法人|財團法人|주식회사|유한회사|[(（][株有주유][)）]|㈜|㈱"
)
_LEAST: dict[Tail, int] = {"organization": 4, "department": 2, "title": 2, "office": 3}
"""Letters of a text that a single letter at its end can tell."""
_DEGREE = re.compile("(?:博士|硕士|碩士|学士|學士|박사|석사|학사)$")
_LONGEST_TITLE = 4
"""Letters up to which a text is a title whose ending companies have, too."""
_SPACE, _ASIDE = re.compile(r"\s+"), re.compile(r"[(（][^()（）]*[)）]$")


@lru_cache(maxsize=4096)
def tail_of(text: str) -> Tail:
    """Return what a text in native letters is by its end, or by a legal form in it; "" where that is open.

    The longest ending decides; where two kinds share it, neither does.

    >>> [tail_of(text) for text in ("第二営業部", "技术总监", "老街火锅店", "名古屋支店", "王小明")]
    ['department', 'title', 'organization', 'office', '']
    """
    text = _DEGREE.sub("", _ASIDE.sub("", _SPACE.sub("", text)))
    if not text or not is_cjk(text[-1]) or is_native_name(text):
        return "organization" if text and _FORMS.search(text) else ""
    found: dict[Tail, int] = {}
    for kind, least in _LEAST.items():
        longest = max(
            (length for length in range(1, len(text) + 1) if text[-length:] in _tails(kind)), default=0
        )
        if longest > 1 or (longest and len(text) >= least):
            found[kind] = longest
    most = max(found.values(), default=0)
    likeliest = [kind for kind, length in found.items() if length == most]
    if set(likeliest) == {"organization", "title"} and len(text) <= _LONGEST_TITLE:
        likeliest = ["title"]  # "寿险顾问"
    if len(likeliest) == 1 and not _is_place(text, most):
        return likeliest[0]
    return "organization" if _FORMS.search(text) else ""


def _is_place(text: str, longest: int) -> bool:
    """Tell whether the text ends in what places end in, too: "…广场", "…ビル"."""
    return any(text[-length:] in words("streets") for length in range(max(2, longest), 5))


@cache
def _tails(kind: Tail) -> frozenset[str]:
    listed = {entry for name in _LISTS[kind] for entry in words(name) if is_cjk(entry)}
    return frozenset(listed | {*printed("native_tails")[kind]})
