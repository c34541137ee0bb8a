"""What stands before and behind a name: titles of address and callings, degrees and generations."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.words import entries, fold, is_given, split_words, words

GENERATIONS = frozenset("jr sr ii iii iv vi vii viii".split())
"""What stands behind the family name, even before a comma: "Weber Jr, Paul"."""
FAMILY_ENDS = frozenset("filho neto sobrinho junior".split())
"""Last words that belong to the family name before them."""

_HIGH_NUMBERS = frozenset("vi vii viii".split())
"""Names too, so that only capitals tell."""
_SHORT_TITLES = ("dr", "prof", "mgr", "inz", "ing", "dott")
_LEARNED = frozenset("dr prof professor doctor docteur professeur dott dottssa".split())
"""Titles that may stand before a given name alone."""
_LONGEST_CALLING = 3
_INITIALS = 3
"""More letters with full stops, behind a comma, are a degree's."""
_BEHIND_DEGREE = re.compile(r"(?<=[^\s,]) \([^()]*\)")
"""Where a degree is from, or what it is in: "MRCS (Glasgow)", "BSc (Civil)"."""
_TRAILING_MARKS = re.compile(r"[®™©*†‡]+")
_SPOKEN = re.compile(r"[aeiouy]")


def tokens(text: str) -> list[str]:
    """Split at spaces, and where a space was lost after a full stop or a comma.

    >>> tokens("Dr.Anna Weber,Ph.D.")
    ['Dr.', 'Anna', 'Weber,', 'Ph.D.']
    """
    spaced = re.sub(r",(?=\S)", ", ", _TRAILING_MARKS.sub("", text))
    spaced = re.sub(r"(?<=[^\W\d_]\.)(?!ssa\b)(?=[^\W\d_]{3,}(?![.\w]))", " ", spaced)
    return [token for token in spaced.split() if token != ","]


def take_suffix(parts: list[str]) -> tuple[list[str], str]:
    """Take degrees and the like from the end; at least one word of the name stays."""
    start = len(parts)
    for index, part in enumerate(parts[:-1], 1):
        if part.endswith(",") and index >= 2:
            whole = sum(not _is_generation(part) for part in parts[:index]) > 1
            behind = _BEHIND_DEGREE.sub("", " ".join(parts[index:])).split()
            if all(may_be_degree(part, guess=whole) for part in behind) or (
                whole and _are_listed_degrees(parts[:index], behind)
            ):
                start = index
                break
    while start > 1 and (length := _suffix_length(parts, start)):
        start -= length
    suffix = " ".join(parts[start:]).strip(" ,")
    if suffix.startswith("(") and suffix.endswith(")"):
        suffix = suffix[1:-1]
    return parts[:start], suffix


def _are_listed_degrees(name: list[str], behind: list[str]) -> bool:
    """Tell whether a degree and other words in capitals stand behind a name that is written in small letters.

    One of them may be a given name somewhere: "Anna Weber, REB, REA".
    """
    shouted = all(map(str.isupper, name)) or not all(part.strip(" ,().").isupper() for part in behind)
    return len(behind) > 1 and not shouted and may_be_degree(behind[0])


def may_be_degree(part: str, *, guess: bool = True) -> bool:
    """Tell whether a word after a comma is a degree: known, or with `guess` all capitals and no name."""
    bare = part.strip(" ,().")
    folded = " ".join(split_words(bare))
    known = is_known_suffix(folded, part) or folded in FAMILY_ENDS or folded in _callings("behind")
    dotted = "." in bare or (part.endswith(".") and bare.islower())
    count = sum(map(str.isalpha, bare))
    return (
        known
        or (dotted and not (is_initials(part) and count <= (_INITIALS if guess else len(bare))))
        or (guess and bare.isupper() and len(bare) < 8 and not is_known(bare))
    )


def are_degrees(text: str) -> bool:
    """Tell whether all words of a text are degrees, and not a given name that reads like one."""
    folded = split_words(text)
    named = not text.isupper() and any(map(is_given, folded))
    return bool(folded) and not named and all(word in words("name_suffixes") for word in folded)


def are_prefixes(text: str) -> bool:
    """Tell whether all words of a text stand before names.

    >>> are_prefixes("Dipl.-Ing."), are_prefixes("Dr. Anna")
    (True, False)
    """
    return all(word in words("name_prefixes") for word in split_words(text))


def is_known_suffix(folded: str, printed_so: str) -> bool:
    """Tell whether a word is a known suffix as it is printed: "Jr", but not the initials "J.R."."""
    if folded in _HIGH_NUMBERS:
        return printed_so.strip(" ,()").isupper()
    initials = is_initials(printed_so) and folded in GENERATIONS
    return folded in words("name_suffixes") and not initials


def _is_generation(part: str) -> bool:
    return fold(part.strip(" ,().")) in GENERATIONS


def _suffix_length(parts: list[str], end: int) -> int:
    """Return how many words before `end`, which no comma need set off, are a suffix; 0 for none."""
    for length in range(_LONGEST_CALLING, 0, -1):
        start = end - length
        calling = start >= 2 and " ".join(split_words(" ".join(parts[start:end]))) in _callings("behind")
        if calling and not all(map(is_initials, parts[1:start])):
            return length
    return 1 if _is_suffix(parts, end - 1) else 0


def _is_suffix(parts: list[str], index: int) -> bool:
    """Tell whether a word that no comma sets off is a degree and not a short name."""
    bare = parts[index].strip(" ,()")
    folded = " ".join(split_words(bare))
    if not is_known_suffix(folded, bare):
        return False
    if parts[index - 1].endswith(",") or (parts[index].startswith("(") and index > 1):
        return True
    if index < 2:
        return False
    if is_initials(bare):  # "Anna Weber M.D.", but "Anna M.D." has two initials
        before = sum(not is_initials(part) for part in parts[:index])
        return "." in bare and before > (0 if is_initials(parts[0]) else 1)
    shouted, small = (all(map(case, parts[:index])) for case in (str.isupper, str.islower))
    if folded in _HIGH_NUMBERS:
        return not shouted
    if "." in bare.rstrip(".") or _is_generation(bare) or fold(bare).rstrip(".") == "esq":
        return True
    if shouted or small:
        return len(bare) > 2 and not is_known(bare)
    # "Phd" cannot be spoken, so it is no name
    return sum(letter.isupper() for letter in bare) > 1 or not _SPOKEN.search(folded)


def take_prefix(parts: list[str], region: str) -> tuple[str, list[str]]:
    """Take titles of address and degrees from the front; at least one word stays."""
    count = _household_length(parts)
    while count < len(parts) - 1 and (length := _prefix_length(parts, count, region)):
        count += length
    return " ".join(parts[:count]), parts[count:]


def _household_length(parts: list[str]) -> int:
    """Return how many words at the front say that a family name follows for several people; 0 for none."""
    return next((n for n in range(1, len(parts)) if is_household(" ".join(parts[:n]))), 0)


def is_household(prefix: str) -> bool:
    """Tell whether these words before a family name speak of several people.

    >>> is_household("M. et Mme"), is_household("Familie"), is_household("Mme")
    (True, True, False)
    """
    return _folded(prefix) in _callings("household")


def _prefix_length(parts: list[str], at: int, region: str) -> int:
    """Return how many words from `at` on are a title of address; 0 for none."""
    left = len(parts) - at
    for length in range(min(_LONGEST_CALLING, left - 2), 0, -1):
        if _is_calling(parts[at : at + length]) and not parts[at + length - 1].endswith(","):
            return length
    if left > 3 and _folded(parts[at]) in _callings("article") and _is_prefix(parts, at + 1):
        return 2
    pair = _folded(f"{parts[at]} {parts[at + 1]}")
    if left > 2 and pair in words("name_prefixes") and (left > 3 or not is_known(parts[at + 1])):
        return 2
    if parts[at + 1].endswith(",") and is_particle(parts[at]):
        return 0  # "Di Maggio, Anna"
    alone = _folded(parts[at]) in _callings("family") and left == 2
    initial = left > 2 and parts[at].lower() in habits_of(region).initials_of_address
    return 1 if _is_prefix(parts, at) or initial or (alone and not parts[at].islower()) else 0


def _is_calling(parts: list[str]) -> bool:
    """Tell whether words before a whole name are what the person is."""
    return _folded(" ".join(parts)) in _callings("before") and not (len(parts) == 1 and is_given(parts[0]))


def _is_prefix(parts: list[str], at: int) -> bool:
    part, folded = parts[at], _folded(parts[at])
    if folded not in words("name_prefixes") or part.endswith(","):
        return False
    if part.endswith((".", ")")) or at:
        return len(folded) > 1 and not (at and is_known(part) and not part.endswith("."))
    if folded in _SHORT_TITLES or folded in _callings("family"):
        return folded in _SHORT_TITLES or not part.islower()
    if is_particle(parts[1]) and parts[1].islower():
        return False  # "Jur van den Hof" needs a given name
    if any(habits_of(home).few_family_names for home in homes_of(part)):
        return False  # "Ong" is a family, "Ông" a Vietnamese "Mr."
    return not part.islower() and len(folded) > 1 and folded not in words("given_names")


def asks_for_family(prefix: str, alone: str) -> bool:
    """Tell whether one word that follows these titles is a family name.

    >>> [asks_for_family(title, "Anna") for title in ("Mrs.", "Dr.", "Sister")]
    [True, False, False]
    """
    if is_household(prefix):
        return True
    titles = _callings("family").intersection(split_words(prefix))
    return bool(titles - _LEARNED) or (bool(titles) and not is_given(alone))


@cache
def _callings(key: str) -> frozenset[str]:
    return frozenset(_folded(calling) for calling in printed("callings")[key])


def _folded(text: str) -> str:
    return " ".join(split_words(text))


def is_known(part: str) -> bool:
    """Tell whether a word is somewhere a given or a family name."""
    folded = _folded(part)
    return folded in words("given_names") or folded in words("family_names")


def is_only(kind: str, part: str) -> bool:
    """Tell whether a word is of a kind, "given_names" or "family_names", and not of the other."""
    other = "given_names" if kind == "family_names" else "family_names"
    return _folded(part) in words(kind) and _folded(part) not in words(other)


def is_initials(part: str) -> bool:
    """Tell whether a word is one or more initials: "J.", "J.S.".

    >>> is_initials("J.S."), is_initials("S"), is_initials("Jo")
    (True, True, False)
    """
    return bool(re.fullmatch(r"[^\W\d_](?:[.-]{1,2}[^\W\d_]){0,4}\.?", part))


def is_particle(part: str) -> bool:
    """Tell whether a word stands before family names, as "van" does."""
    return fold(part) in words("particles")


def homes_of(family: str) -> tuple[str, ...]:
    """Return the countries that a family name is known from."""
    return entries("family_names").get(_folded(family), ())
