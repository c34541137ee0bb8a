"""Which words of a name are its given, additional and family names."""

from __future__ import annotations

import re
from dataclasses import replace

from nameparser import parse

from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.lexicon.words import is_family, is_given
from cardscan.fields.names.asides import parted
from cardscan.fields.names.ends import (
    FAMILY_ENDS,
    GENERATIONS,
    asks_for_family,
    homes_of,
    is_initials,
    is_known,
    is_known_suffix,
    is_only,
    is_particle,
    may_be_degree,
    take_prefix,
    take_suffix,
    tokens,
)
from cardscan.fields.names.native import split_native
from cardscan.model import PersonName
from cardscan.text import fold, is_cjk

_PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ична|ovich|evich|ovych|ovna|evna|ivna)\Z", re.IGNORECASE)
_OF = frozenset("del de do da das dos dei della".split())
"""What joins a given name to what it is of: "María del Carmen"."""
_VOWEL = re.compile(r"[aeiouy]")


def split_name(text: str, region: str = "") -> PersonName:
    """Split a printed name; `region` is the ISO 3166 code of the card's country.

    Words keep their printed form and order, so that Contact.full_name gives them
    back, but for pronouns. Any text gives a name.

    >>> name = split_name("Prof. Dr. Anna van der Berg, MBA")
    >>> name.prefix, name.given, name.family, name.suffix
    ('Prof. Dr.', 'Anna', 'van der Berg', 'MBA')
    >>> split_name("NAGY Réka", "HU").family_first
    True
    >>> split_name("山田太郎").given
    '太郎'
    >>> split_name("Oliver (Ollie) Winter").nickname
    'Ollie'
    """
    beside = parted(" ".join(text.split()).strip(" ,;|•·–—"))
    name = _split(beside.name, region)
    return replace(
        name,
        family=" ".join(filter(None, (name.family, beside.born))),
        suffix=" ".join(filter(None, (beside.suffix, name.suffix))),
        nickname=beside.nickname,
        pronouns=beside.pronouns,
    )


def _split(text: str, region: str) -> PersonName:
    if is_cjk(text) and not re.search(r"[A-Za-z]{2}", text):
        return split_native(text)
    parts, suffix = take_suffix(tokens(text))
    prefix, parts = take_prefix(parts, region)
    if not parts:
        return PersonName(prefix=prefix, suffix=suffix) if prefix or suffix else PersonName(given=text)
    if any(part.endswith(",") for part in parts[:-1]):
        title, given, additional, family, degrees = _split_at_comma(parts, region)
        prefix = " ".join(filter(None, (prefix, title)))
        suffix, first = " ".join(filter(None, (degrees, suffix))), True
    else:
        bare = [part.strip(",") for part in parts]
        addressed = asks_for_family(prefix, bare[0])
        given, additional, family, first = _split_ordered(bare, region, addressed=addressed)
    return PersonName(prefix, given, additional, family, suffix, first)


def _split_at_comma(parts: list[str], region: str) -> tuple[str, str, str, str, str]:
    """Split "Weber Jr, Dr. Anna Maria" into prefix, given, additional and family name, and degrees.

    Degrees may stand on either side of the first comma, as in "Weber MD, RN, Anna". Where families
    come first, as in "Chan, Tai Man", all behind the comma is the given name.
    """
    cut = next(index for index, part in enumerate(parts, 1) if part.endswith(","))
    start, end = cut, cut
    while start > 1 and _is_suffix_of_family(parts[start - 1]):
        start -= 1
    while end < len(parts) - 1 and parts[end].endswith(",") and may_be_degree(parts[end]):
        end += 1
    degrees = " ".join(parts[start:end]).strip(" ,")
    surname = " ".join(parts[:start]).strip(" ,")
    prefix, own = take_prefix([part.strip(",") for part in parts[end:]], region)
    if any(habits_of(home).family_first_abroad for home in (*homes_of(surname), region)):
        return prefix, " ".join(own), "", surname, degrees
    return prefix, own[0], " ".join(own[1:]), surname, degrees


def _is_suffix_of_family(part: str) -> bool:
    """Tell whether a word right before the comma of a name turned round is no part of the family name."""
    bare = part.strip(" ,")
    folded = fold(bare).replace(".", "")
    if folded in GENERATIONS:
        return True
    return bare.isupper() and len(folded) > 1 and is_known_suffix(folded, bare) and not is_known(bare)


def _split_ordered(parts: list[str], region: str, *, addressed: bool) -> tuple[str, str, str, bool]:
    """Return given, additional and family name of a name without a comma; True for family first.

    `addressed`: a title stands before it that asks for the family name, as "Mr." does.
    """
    if len(parts) == 1:
        alone = parts[0]
        family = addressed or is_only("family_names", alone)
        return ("", "", alone, False) if family else (alone, "", "", False)
    if small := _particles(parts):
        rest = " ".join(parts[small + 1 :])
        return rest, "", " ".join(parts[: small + 1]), bool(rest)
    return _by_capitals(parts) or _by_words(parts, region)


def _particles(parts: list[str]) -> int:
    """Return how many small particles a name begins with whose other words are capitalized."""
    count = 0
    while count < len(parts) - 1 and parts[count].islower() and is_particle(parts[count]):
        count += 1
    return count if not any(part.islower() for part in parts[count:]) else 0


def _by_capitals(parts: list[str]) -> tuple[str, str, str, bool] | None:
    """Split a name of which the family name is in capitals; None where capitals tell nothing."""
    capitals = [_is_shouted(part) for part in parts]
    small = any(letter.islower() for part in parts for letter in part)
    if any(capitals) and not all(capitals) and small:
        cut = capitals.index(False)
        if cut and not any(capitals[cut:]):
            return " ".join(parts[cut:]), "", " ".join(parts[:cut]), True
        first = capitals.index(True)
        if first and all(capitals[first:]):
            while first > 1 and is_particle(parts[first - 1]):
                first -= 1
            return parts[0], " ".join(parts[1:first]), " ".join(parts[first:]), False
    return None


def _is_shouted(part: str) -> bool:
    """Tell whether a word is in capitals although it is longer than initials: "WU", but not "JB"."""
    letters = re.sub(r"[\W\d_]", "", part)
    initials = is_initials(part) or (len(letters) == 2 and not _VOWEL.search(fold(letters)))
    return len(letters) > 1 and letters.isupper() and (not initials or is_family(part))


def _by_words(parts: list[str], region: str) -> tuple[str, str, str, bool]:
    """Split a name by what its words are, and by what is usual in the region."""
    if len(parts) == 3 and _PATRONYMIC.search(parts[2]) and not _PATRONYMIC.search(parts[1]):
        return parts[1], parts[2], parts[0], True
    if _puts_family_first(parts, region):
        return " ".join(parts[1:]), "", parts[0], True
    turned = len(parts) == 3 and is_initials(parts[2]) and is_given(parts[1])
    if turned and is_only("family_names", parts[0]):
        return parts[1], parts[2], parts[0], True
    return _western(parts, region)


def _puts_family_first(parts: list[str], region: str) -> bool:
    """Weigh the vocabularies for both ends of the name, and what is usual in the region."""
    first, last = parts[0], parts[-1]
    homes, ends = homes_of(first), homes_of(last)
    home = next((home for home in homes if habits_of(home).family_first_abroad), "")
    if home and len(parts) > 2 and (region == home or not is_given(first)):
        return home not in ends or region == home
    usual = habits_of(region)
    if usual.few_family_names:
        return region in homes and (region not in ends or usual.family_first_in_doubt)
    front = is_family(first) - is_given(first)
    end = is_family(last) - is_given(last)
    return usual.family_first and (front > end or (front == end and usual.family_first_in_doubt))


def _western(parts: list[str], region: str) -> tuple[str, str, str, bool]:
    """Split given, additional and family names in this order."""
    if len(parts) > 1 and all(map(is_initials, parts[1:])):
        return parts[0], "", " ".join(parts[1:]), False
    parsed = parse(" ".join(parts))
    given, additional, family = parsed.given, parsed.middle, parsed.family
    while (
        is_initials(given.split()[-1] if given else "") and additional and is_initials(additional.split()[0])
    ):
        initial, _, additional = additional.partition(" ")
        given = f"{given} {initial}"
    if " ".join(part for part in (given, additional, family) if part) != " ".join(parts) or not family:
        given, additional, family = parts[0], " ".join(parts[1:-1]), parts[-1]
    middle = additional.split()
    if middle and (_is_second_surname(middle[-1], region) or fold(family) in FAMILY_ENDS):
        family = f"{middle.pop()} {family}"
    while middle and is_particle(middle[-1]) and not middle[-1].isupper():
        family = f"{middle.pop()} {family}"
    devoted = "" if middle else _devotion(family)
    if devoted:
        return f"{given} {devoted}", "", family.removeprefix(devoted).strip(), False
    if habits_of(region).two_surnames and all(map(is_given, middle)):
        return " ".join([given, *middle]), "", family, False
    return given, " ".join(middle), family, False


def _devotion(family: str) -> str:
    """Return what of a family name belongs to the given name before it: "del Carmen" of "del Carmen Ruiz"."""
    parts = family.split()
    small = next((at for at, part in enumerate(parts) if not is_particle(part)), len(parts))
    named = 0 < small < len(parts) - 1 and fold(parts[0]) in _OF and is_given(parts[small])
    return " ".join(parts[: small + 1]) if named and not is_only("family_names", parts[small]) else ""


def _is_second_surname(part: str, region: str) -> bool:
    """Tell whether a word before the last is a family name too, where people have two."""
    names = part.split("-")
    return habits_of(region).two_surnames and all(is_only("family_names", name) for name in names)
