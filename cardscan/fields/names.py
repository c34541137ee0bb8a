"""A person's printed name, split into prefix, given, additional and family names and suffix."""

from __future__ import annotations

import re

from nameparser import parse

from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.lexicon.native import COMPOUND_SURNAMES
from cardscan.fields.lexicon.words import entries, fold, split_words, words
from cardscan.model import PersonName
from cardscan.text import is_cjk

_PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ична|ovich|evich|ovych|ovna|evna|ivna)\Z", re.IGNORECASE)
_GENERATIONS = frozenset("filho neto sobrinho junior".split())
"""Last words that belong to the family name before them."""
_SUFFIXES_OF_FAMILIES = frozenset("jr sr ii iii iv".split())
"""What stands behind the family name, even before a comma: "Weber Jr, Paul"."""
_MIDDOT = "・·･"
_HONORIFIC = re.compile(r"(?:様|さん|氏|先生|博士|教授|님|씨)$")
_TRAILING_MARKS = re.compile(r"[®™©*†‡]+")


def split_name(text: str, region: str = "") -> PersonName:
    """Split a printed name; `region` is the ISO 3166 code of the card's country.

    Words keep their printed form and order, so that Contact.full_name gives them
    back. Any text gives a name.

    >>> name = split_name("Prof. Dr. Anna van der Berg, MBA")
    >>> name.prefix, name.given, name.family, name.suffix
    ('Prof. Dr.', 'Anna', 'van der Berg', 'MBA')
    >>> split_name("NAGY Réka", "HU").family_first
    True
    >>> split_name("山田太郎").given
    '太郎'
    """
    text = " ".join(text.split()).strip(" ,;|•·–—")
    if is_cjk(text) and not re.search(r"[A-Za-z]{2}", text):
        return _split_native(text)
    parts, suffix = _take_suffix(_tokens(text))
    prefix, parts = _take_prefix(parts, region)
    if not parts:
        return PersonName(prefix=prefix, suffix=suffix) if prefix or suffix else PersonName(given=text)
    if any(part.endswith(",") for part in parts[:-1]):
        title, given, additional, family, generation = _split_at_comma(parts, region)
        prefix = " ".join(filter(None, (prefix, title)))
        suffix, first = " ".join(filter(None, (generation, suffix))), True
    else:
        given, additional, family, first = _split_ordered([part.strip(",") for part in parts], region)
    return PersonName(prefix, given, additional, family, suffix, first)


def _tokens(text: str) -> list[str]:
    """Split at spaces, and where a space was lost after a full stop or a comma.

    >>> _tokens("Dr.Anna Weber,Ph.D.")
    ['Dr.', 'Anna', 'Weber,', 'Ph.D.']
    """
    spaced = re.sub(r",(?=\S)", ", ", _TRAILING_MARKS.sub("", text))
    spaced = re.sub(r"(?<=[^\W\d_]\.)(?!ssa\b)(?=[^\W\d_]{3,}(?![.\w]))", " ", spaced)
    return [token for token in spaced.split() if token != ","]


def _take_suffix(parts: list[str]) -> tuple[list[str], str]:
    """Take degrees and the like from the end; at least one word of the name stays."""
    start = len(parts)
    for index, part in enumerate(parts[:-1], 1):
        if part.endswith(",") and index >= 2 and all(map(_may_be_degree, parts[index:])):
            start = index
            break
    while start > 1 and _is_suffix(parts, start - 1):
        start -= 1
    suffix = " ".join(parts[start:]).strip(" ,")
    if suffix.startswith("(") and suffix.endswith(")"):
        suffix = suffix[1:-1]
    return parts[:start], suffix


def _may_be_degree(part: str) -> bool:
    """Tell whether a word after a comma is a degree: known, or all capitals and no name."""
    bare = part.strip(" ,().")
    folded = " ".join(split_words(bare))
    known = _is_known_suffix(folded, part) or folded in _GENERATIONS
    dotted = "." in bare or (part.endswith(".") and bare.islower())
    return (
        known
        or (dotted and not _is_initials(part))
        or (bare.isupper() and len(bare) < 8 and not _known(bare))
    )


def _is_known_suffix(folded: str, printed: str) -> bool:
    """Tell whether a word is a known suffix as it is printed: "Jr", but not the initials "J.R."."""
    initials = _is_initials(printed) and folded in _SUFFIXES_OF_FAMILIES
    return folded in words("name_suffixes") and not initials


def _is_suffix(parts: list[str], index: int) -> bool:
    """Tell whether a word that no comma sets off is a degree and not a short name."""
    bare = parts[index].strip(" ,()")
    folded = " ".join(split_words(bare))
    if not _is_known_suffix(folded, bare):
        return False
    if parts[index - 1].endswith(",") or (parts[index].startswith("(") and index > 1):
        return True
    if index < 2:
        return False
    if _is_initials(bare):  # "Anna Weber M.D.", but "Anna M.D." has two initials
        return "." in bare and sum(not _is_initials(part) for part in parts[:index]) > 1
    if "." in bare.rstrip(".") or fold(bare).rstrip(".") in _SUFFIXES_OF_FAMILIES | {"esq"}:
        return True
    shouted = all(part.isupper() for part in parts[:index])
    if shouted:
        return len(bare) > 2 and not _known(bare)
    return sum(letter.isupper() for letter in bare) > 1


def _take_prefix(parts: list[str], region: str) -> tuple[str, list[str]]:
    """Take titles of address and degrees from the front; at least one word stays."""
    count = 0
    while count < len(parts) - 1:
        pair = " ".join(split_words(f"{parts[count]} {parts[count + 1]}"))
        if count + 2 < len(parts) and pair in words("name_prefixes") and not _known(parts[count + 1]):
            count += 2
        elif parts[count + 1].endswith(",") and _is_particle(parts[count]):
            break  # "Di Maggio, Anna"
        elif _is_prefix(parts[count], after_prefix=count > 0) or (
            count + 2 < len(parts) and parts[count].lower() in habits_of(region).initials_of_address
        ):
            count += 1
        else:
            break
    return " ".join(parts[:count]), parts[count:]


def _is_prefix(part: str, *, after_prefix: bool) -> bool:
    folded = " ".join(split_words(part))
    if folded not in words("name_prefixes") or part.endswith(","):
        return False
    if part.endswith((".", ")")) or after_prefix:
        return len(folded) > 1 and not (after_prefix and _known(part) and not part.endswith("."))
    return folded in ("dr", "prof", "mgr", "inz", "ing", "dott") or (
        not part.islower() and len(folded) > 1 and folded not in words("given_names")
    )


def _known(part: str) -> bool:
    folded = " ".join(split_words(part))
    return folded in words("given_names") or folded in words("family_names")


def _is_initials(part: str) -> bool:
    """Tell whether a word is one or more initials: "J.", "J.S.".

    >>> _is_initials("J.S."), _is_initials("S"), _is_initials("Jo")
    (True, True, False)
    """
    return bool(re.fullmatch(r"[^\W\d_](?:[.-]{1,2}[^\W\d_]){0,4}\.?", part))


def _split_at_comma(parts: list[str], region: str) -> tuple[str, str, str, str, str]:
    """Split "Weber Jr, Dr. Anna Maria" into prefix, given, additional and family name, and what follows that.

    Where families come first, as in "Chan, Tai Man", all behind the comma is the given name.
    """
    cut = next(index for index, part in enumerate(parts, 1) if part.endswith(","))
    family, own = parts[:cut], [part.strip(",") for part in parts[cut:]]
    prefix, own = _take_prefix(own, region)
    behind = 1 if cut > 1 and fold(family[-1].strip(" ,.")) in _SUFFIXES_OF_FAMILIES else 0
    suffix = " ".join(family[cut - behind :]).strip(" ,")
    surname = " ".join(family[: cut - behind]).strip(" ,")
    homes = entries("family_names").get(" ".join(split_words(surname)), ())
    if any(habits_of(home).family_first_abroad for home in (*homes, region)):
        return prefix, " ".join(own), "", surname, suffix
    return prefix, own[0], " ".join(own[1:]), surname, suffix


def _split_ordered(parts: list[str], region: str) -> tuple[str, str, str, bool]:
    """Return given, additional and family name of a name without a comma; True for family first."""
    if len(parts) == 1:
        alone = parts[0]
        family = not _in("given_names", alone) and _in("family_names", alone)
        return ("", "", alone, False) if family else (alone, "", "", False)
    capitals = [_is_shouted(part) for part in parts]
    small = any(letter.islower() for part in parts for letter in part)
    if any(capitals) and not all(capitals) and small:
        cut = capitals.index(False)
        if cut and not any(capitals[cut:]):
            return " ".join(parts[cut:]), "", " ".join(parts[:cut]), True
        first = capitals.index(True)
        if first and all(capitals[first:]):
            while first > 1 and _is_particle(parts[first - 1]):
                first -= 1
            return parts[0], " ".join(parts[1:first]), " ".join(parts[first:]), False
    if len(parts) == 3 and _PATRONYMIC.search(parts[2]) and not _PATRONYMIC.search(parts[1]):
        return parts[1], parts[2], parts[0], True
    if _puts_family_first(parts, region):
        return " ".join(parts[1:]), "", parts[0], True
    return _western(parts, region)


def _is_shouted(part: str) -> bool:
    """Tell whether a word is in capitals although it is longer than initials."""
    letters = re.sub(r"[\W\d_]", "", part)
    return len(letters) > 1 and letters.isupper() and not _is_initials(part)


def _is_particle(part: str) -> bool:
    return fold(part) in words("particles")


def _in(kind: str, part: str) -> bool:
    return " ".join(split_words(part)) in words(kind)


def _puts_family_first(parts: list[str], region: str) -> bool:
    """Weigh the vocabularies for both ends of the name, and what is usual in the region."""
    first, last = parts[0], parts[-1]
    homes, ends = (entries("family_names").get(" ".join(split_words(part)), ()) for part in (first, last))
    home = next((home for home in homes if habits_of(home).family_first_abroad), "")
    if home and len(parts) > 2 and (region == home or not _in("given_names", first)):
        return home not in ends or region == home
    usual = habits_of(region)
    if usual.few_family_names:
        return region in homes and (region not in ends or usual.family_first_in_doubt)
    front = _in("family_names", first) - _in("given_names", first)
    end = _in("family_names", last) - _in("given_names", last)
    return usual.family_first and (front > end or (front == end and usual.family_first_in_doubt))


def _western(parts: list[str], region: str) -> tuple[str, str, str, bool]:
    """Split given, additional and family names in this order."""
    if len(parts) > 1 and all(map(_is_initials, parts[1:])):
        return parts[0], "", " ".join(parts[1:]), False
    parsed = parse(" ".join(parts))
    given, additional, family = parsed.given, parsed.middle, parsed.family
    while (
        _is_initials(given.split()[-1] if given else "")
        and additional
        and _is_initials(additional.split()[0])
    ):
        initial, _, additional = additional.partition(" ")
        given = f"{given} {initial}"
    if " ".join(part for part in (given, additional, family) if part) != " ".join(parts) or not family:
        given, additional, family = parts[0], " ".join(parts[1:-1]), parts[-1]
    middle = additional.split()
    if middle and (_is_second_surname(middle[-1], region) or fold(family) in _GENERATIONS):
        family = f"{middle.pop()} {family}"
    while middle and _is_particle(middle[-1]) and not middle[-1].isupper():
        family = f"{middle.pop()} {family}"
    return given, " ".join(middle), family, False


def _is_second_surname(part: str, region: str) -> bool:
    """Tell whether a word before the last is a family name too, where people have two."""
    return habits_of(region).two_surnames and _in("family_names", part) and not _in("given_names", part)


def _split_native(text: str) -> PersonName:
    """Split a name in Chinese, Japanese or Korean letters, family name first."""
    bare = _HONORIFIC.sub("", text).strip()
    suffix = text[len(bare) :].strip()
    parts = re.split(rf"[\s{_MIDDOT}]+", bare)
    if len(parts) > 2 and all(len(part) == 1 for part in parts):
        parts = [bare := "".join(parts)]
    if len(parts) > 1:
        if re.fullmatch(r"[\u30a0-\u30ff]+", parts[0]) and any(mark in bare for mark in _MIDDOT):
            return PersonName("", parts[0], " ".join(parts[1:-1]), parts[-1], suffix)
        return PersonName("", " ".join(parts[1:]), "", parts[0], suffix, family_first=True)
    cut = _surname_length(bare)
    return PersonName("", bare[cut:], "", bare[:cut], suffix, family_first=True)


def _surname_length(name: str) -> int:
    """Return how many letters of a native name are the family name.

    A name of four letters is hardly ever one and three.

    >>> [_surname_length(name) for name in ("山田太郎", "王小明", "김민준", "五十嵐健", "安名晴子")]
    [2, 1, 1, 3, 2]
    """
    if name[:2] in COMPOUND_SURNAMES:
        return 2
    if re.match(r"[\uac00-\ud7af]", name):
        return min(1, len(name) - 1)
    for length in (3, 2, 1):
        likely = len(name) > length and (length > 1 or len(name) < 4)
        if likely and name[:length] in words("family_names"):
            return length
    japanese = bool(re.search(r"[\u3040-\u30ff]", name)) or len(name) > 3
    return min(2 if japanese else 1, len(name) - 1)
