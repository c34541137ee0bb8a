"""Names in Chinese, Japanese and Korean letters: told by their family names, and closed up."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.fields.lexicon import words

COMPOUND_SURNAMES = frozenset(
    "남궁 황보 제갈 사공 선우 독고 "
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 公孙 令狐 皇甫 夏侯 慕容 司徒".split()
)
"""Family names of two letters where one is the rule."""
_LETTER = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_HANGUL, _HAN = re.compile("[\uac00-\ud7af]{2,4}"), re.compile("[\u3005\u3400-\u9fff]{2,5}")
_SPACED = re.compile(rf"(?<!\S){_LETTER}(?:\s+{_LETTER})+(?!\S)")
_PARTED = re.compile(r"([\uac00-\ud7af]{2,3})\s([\uac00-\ud7af]{1,2})")
_OTHERS = ("titles", "departments", "companies", "legal_forms")
"""What no part of a name is; a town's name may be a part of one."""
_SHORT = 2
"""Of letters set apart so few may be words of their own."""


@lru_cache(maxsize=4096)
def is_native_name(text: str) -> bool:
    """Tell whether a text is a whole name in native letters, its family name a known one.

    >>> [is_native_name(text) for text in ("김민수", "王小明", "佐藤花子", "経理部", "Anna")]
    [True, True, True, False, False]
    """
    if not (_HANGUL.fullmatch(text) or _HAN.fullmatch(text)):
        return False
    families = words.words("family_names")
    if text[:2] in COMPOUND_SURNAMES or (len(text) > 3 and _HAN.fullmatch(text)):
        named = text[:2] in COMPOUND_SURNAMES | families
    else:
        named = len(text) < 4 and (text[:1] in families or text[:2] in families)
    place = any(text in words.words(kind) for kind in ("towns", "regions"))
    return named and not place and not any(words.phrases(kind, text) for kind in _OTHERS)


def is_korean_name(text: str) -> bool:
    """Tell whether a text is a whole name in Hangul, its family name a known one."""
    return bool(_HANGUL.fullmatch(text)) and is_native_name(text)


def closed_up(text: str) -> str:
    """Return the text with native letters that were set apart put together again.

    >>> closed_up("大 表 取 締 役"), closed_up("실장 김 민 수"), closed_up("김민 수"), closed_up("上 下")
    ('大表取締役', '실장 김민수', '김민수', '上 下')
    """
    text = _SPACED.sub(lambda spaced: _closed(spaced.group()), text)
    parted = _PARTED.fullmatch(text)
    if parted and parted[1] not in COMPOUND_SURNAMES and is_native_name(parted[1] + parted[2]):
        return parted[1] + parted[2]
    return text


def _closed(spaced: str) -> str:
    whole = "".join(spaced.split())
    known = len(whole) > _SHORT or is_native_name(whole) or words.share("titles", whole) == 1.0
    return whole if known else spaced
