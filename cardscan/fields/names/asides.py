"""What stands within a printed name and is none of its parts: a nickname, pronouns, the name at birth."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed
from cardscan.fields.names.ends import GENERATIONS, are_degrees, are_prefixes
from cardscan.text import is_cjk, is_native

_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_QUOTES = re.compile(
    r"\"([^\"]+)\"|“([^“”\"]+)[”“\"]|[„‚]([^„“”\"]+)[“”\"‘]|«([^«»]+)»|»([^«»]+)«|''([^']+)''"
    # an apostrophe within a word is no quote, as in O'Hara, and neither is the one of 't Hof
    r"|(?<!\w)['‘’`]([^\W\d_](?:[^'‘’`´]*[\w.])?)['’´](?!\w)"
)
_SLASHED = re.compile(r"(?<!\S)(?:[^\W\d_]+:\s*)?[^\W\d_]+(?:\s?/\s?[^\W\d_]+){1,3}(?=[\s,;|)]|$)")
_MOST_WORDS = 4
_LONGEST_SIGN = 6
_LONGEST = 30
_WORDS_OF_DEGREE = 2
"""Words before a bracket of which one may be a degree: "BSc Eng"."""
_OTHERS = ("titles", "departments", "companies", "legal_forms", "countries", "towns", "callings")
"""What a bracket at the end may be instead of a nickname."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A printed name, and what stood within it; each "" where there is none."""

    name: str
    """What is left."""
    nickname: str = ""
    """Without its marks."""
    pronouns: str = ""
    born: str = ""
    """The name at birth as printed: "(geb. Winter)"."""
    suffix: str = ""
    """What else stood in brackets: a generation, a remark."""


def parted(text: str) -> Parted:
    """Take apart a name and what stands within it; something of the name always stays.

    >>> parted('James "Mack" Hallow').nickname, parted("Anna Berg (geb. Winter)").born
    ('Mack', '(geb. Winter)')
    >>> parted("Alex Moor, she/her, PhD")
    Parted(name='Alex Moor, PhD', nickname='', pronouns='she/her', born='', suffix='')
    """
    if is_cjk(text) and not re.search(r"[A-Za-z]{2}", text):
        return Parted(text)
    found = _unslashed(_unquoted(_unbracketed(Parted(text))))
    return _unborn(found)


def pronouns_in(text: str) -> str:
    """Return the pronouns that a text consists of; "" where it says anything else.

    >>> pronouns_in("(she/her)"), pronouns_in("Pronouns: they / them"), pronouns_in("Hon")
    ('she/her', 'they/them', '')
    """
    bare = text.strip(" ()[]（）,;|.-–—")
    label, colon, rest = bare.rpartition(":")
    if colon and " ".join(words.split_words(label)) not in _listed("label"):
        return ""
    said = re.sub(r"\s*/\s*", "/", rest.strip())
    parts = said.split("/")
    known = all(_is_pronoun(part) for part in parts)
    several = len(parts) > 1 or bool(colon)
    alone = said.islower() and text.strip().startswith("(")
    return said if known and (several or alone) else ""


def _is_pronoun(word: str) -> bool:
    return words.fold(word) in _listed("pronouns")


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(words.fold(word) for word in printed("name_asides")[key])


def _unbracketed(found: Parted) -> Parted:
    """Take away the brackets that hold something known to stand beside a name, the last one first."""
    for bracket in reversed(tuple(_BRACKETS.finditer(found.name))):
        before, said, behind = found.name[: bracket.start()], bracket[1].strip(), found.name[bracket.end() :]
        part = _meaning(before, said, behind)
        if part:
            found = _taken(found, part, f"({said})" if part == "born" else said, before, behind)
    return found


def _meaning(before: str, said: str, behind: str) -> str:
    """Return which part of Parted a bracket is; "" where it is to stay in the name."""
    last = not behind.strip(" ,") or behind.lstrip().startswith(",")
    pronouns = pronouns_in(f"({said})")
    if pronouns and before.strip() and ("/" in said or (last and not before.islower())):
        return "pronouns"
    if re.match(_born_words(), said):
        return "born"
    folded = " ".join(words.split_words(said))
    if not folded or not before.strip() or are_prefixes(before) or is_cjk(said):
        return ""
    if folded in GENERATIONS:
        return "suffix"
    if are_degrees(said) or is_native(said) != is_native(before + behind):
        return ""
    if any(map(are_degrees, before.split()[-_WORDS_OF_DEGREE:])) and not said.isupper():
        return ""  # what a degree is in: "BSc Eng (Civil)"
    if last and said.isupper() and 1 < len(said) <= _LONGEST_SIGN and not before.isupper():
        return "" if are_degrees(before.split()[-1]) else "suffix"  # a university's letters, an order's
    if _may_be_nickname(said) and not (last and _is_other(folded)):
        return "nickname"
    return "suffix" if last and len(before.split()) > 1 else ""


def _is_other(folded: str) -> bool:
    """Tell whether what stands in brackets behind a name is a job or a place, and no nickname."""
    return not words.is_given(folded) and any(words.share(kind, folded) == 1.0 for kind in _OTHERS)


def _may_be_nickname(said: str) -> bool:
    letters = sum(map(str.isalpha, said))
    plain = not re.search(r"[\d@&/|:;+]", said)
    return letters > 1 and plain and len(said.split()) <= _MOST_WORDS and len(said) <= _LONGEST


def _unquoted(found: Parted) -> Parted:
    for quote in reversed(tuple(_QUOTES.finditer(found.name))):
        said = next(filter(None, quote.groups()), "").strip(" ,\"'")
        before, behind = found.name[: quote.start()], found.name[quote.end() :]
        named = before.strip() or (len(behind.split()) > 1 and not behind.startswith(","))
        if named and _may_be_nickname(said) and not is_cjk(said):
            found = _taken(found, "nickname", said, before, behind)
    return found


def _unslashed(found: Parted) -> Parted:
    """Take away pronouns without brackets, which a slash gives away."""
    for match in _SLASHED.finditer(found.name):
        if pronouns := pronouns_in(match[0]):
            before, behind = found.name[: match.start()], found.name[match.end() :]
            return _taken(found, "pronouns", pronouns, before.rstrip(" ,;|–—-"), behind)
    return found


def _unborn(found: Parted) -> Parted:
    """Take away a name at birth that stands without brackets."""
    match = re.search(rf",?\s+({_born_words()}\s*[^\s,]+(?:-[^\s,]+)?)", found.name)
    if not match or found.name.islower() or not found.name[: match.start()].strip():
        return found
    return _taken(found, "born", match[1], found.name[: match.start()], found.name[match.end() :])


@cache
def _born_words() -> str:
    """Return the pattern of what stands before a name at birth, in small letters as it is printed."""
    known = "|".join(
        re.escape(word) for word in sorted(printed("name_asides")["born"], key=len, reverse=True)
    )
    return rf"(?:{known})(?:\.\s*|\s+)(?=\w)"


def _taken(found: Parted, part: str, said: str, before: str, behind: str) -> Parted:
    """Return the same without a stretch of the name, which says a part; all as it was if nothing is left."""
    joint = "" if re.match(r"\s*,", behind) or not behind.strip() else " "
    left = f"{before.rstrip()}{joint}{behind.lstrip()}".strip()
    if not re.search(r"\w", left):
        return found
    if part == "pronouns":
        said = pronouns_in(f"({said})")
    earlier: str = getattr(found, part)
    return replace(found, name=left, **{part: f"{said}, {earlier}" if earlier else said})
