"""What is street, town, state and postal code in the pieces of an address, if it is in one country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from cardscan.fields.lexicon.habits import habits, habits_of, likely_countries
from cardscan.fields.lexicon.words import countries_of, entries, fold, split_words, words
from cardscan.fields.postal.codes import clean_code, find_codes, find_short_code, shapes
from cardscan.fields.postal.regions import countries_of_region

_CODE_LABEL = re.compile(r"\b(?:CEP|PIN|Pincode|Pin Code|ZIP|PLZ|CP|C\.P|P\.C|Τ\.Κ)\W*$", re.IGNORECASE)
_GLUED_STATE = re.compile(r"\b([A-Z]{2,3})(?=\d{5}\b|\d{4}$)")
EDGES = " \t,;:|•·-–—/"
_SIDES = frozenset("central east west north south".split())
"""Ends of a road that are parts of its name, though towns are called so too."""


@dataclass(slots=True)
class Attempt:
    """An address as it reads if it is in one country; filled in step by step."""

    country_code: str
    left: list[str]
    """What stands before the postal code, in pieces."""
    right: list[str] = field(default_factory=list)
    postal_code: str = ""
    locality: str = ""
    region: str = ""
    score: float = 0.0


def read_in(pieces: Sequence[str], country: str, assumed: str) -> Attempt:
    """Read the pieces as an address in one country and say how well that went."""
    attempt = Attempt(country, list(pieces))
    usual, likely = habits_of(country), likely_countries("address")
    if usual.state_before_code:
        attempt.left = [_GLUED_STATE.sub(r"\1 ", piece) for piece in attempt.left]
    _take_code(attempt)
    _take_region(attempt)
    _take_town(attempt)
    bracketed = re.fullmatch(r"(.+?)\s*\(([^()]+)\)?", attempt.locality)
    if bracketed is not None:
        attempt.locality, attempt.region = bracketed[1], attempt.region or bracketed[2]
    if not attempt.locality and country in countries_of("towns", attempt.region):
        attempt.locality, attempt.region = attempt.region, ""
    known = country in countries_of("towns", attempt.locality)
    special = not attempt.postal_code.isdigit() and bool(attempt.postal_code)
    if any(word in fold(attempt.locality) for word in usual.post_office):
        attempt.score += 1.0
    attempt.score += (
        2.0 * (bool(attempt.postal_code) + known + (country == assumed))
        + special
        + bool(attempt.locality)
        + bool(attempt.region)
        - 0.01 * (likely.index(country) if country in likely else len(likely))
    )
    if not attempt.locality:
        _take_unknown_town(attempt)  # says nothing for the country
    return attempt


def _take_code(attempt: Attempt) -> None:
    """Find the postal code and split the pieces there."""
    shape = shapes().get(attempt.country_code)
    best, place = 0.0, None
    for index, piece in enumerate(attempt.left):
        for match in find_codes(piece, attempt.country_code):
            score = _code_score(attempt, index, match, before_town=bool(shape and shape.before_town))
            if score >= best:
                best, place = score, (index, match)
    if place is None:
        _take_short_code(attempt)
        return
    index, match = place
    piece, pieces = attempt.left[index], attempt.left
    before, after = piece[: match.start()].strip(EDGES + "."), piece[match.end() :].strip(EDGES + ".()")
    before = _CODE_LABEL.sub("", before).strip(EDGES)
    attempt.postal_code = clean_code(match[0], attempt.country_code)
    if not (shape and shape.before_town) and re.match(r"[^\W\d]", after):
        attempt.score -= 1.5  # as in France, if it is a code at all
    attempt.left = pieces[:index] + [before] * bool(before)
    attempt.right = [after] * bool(after) + pieces[index + 1 :]


def _take_short_code(attempt: Attempt) -> None:
    """Find half a postal code, which only behind a town is one: "London E10", "London", "E10"."""
    for index in reversed(range(len(attempt.left))):
        piece = attempt.left[index]
        match = find_short_code(piece, attempt.country_code)
        before = piece[: match.start()].strip(EDGES) if match else ""
        town = before or ("" if not index else attempt.left[index - 1])
        if match and _known_tail(town, attempt.country_code):
            attempt.postal_code = match[0]
            attempt.right = attempt.left[index + 1 :]
            attempt.left = [*attempt.left[:index], *([before] if before else [])]
            return


def _code_score(attempt: Attempt, index: int, match: re.Match[str], *, before_town: bool) -> float:
    """Weigh a number: a code stands late, beside the town, and not first on the street's line."""
    piece = match.string
    before, after = piece[: match.start()].strip(EDGES), piece[match.end() :].strip(EDGES)
    beside = after if before_town else before
    score = (index + 1) / len(attempt.left) + 0.5
    score += bool(re.match(r"[^\W\d]", beside[-1:] if not before_town else beside)) + (
        not before and not after
    )
    if beside and any(attempt.country_code in entries("towns").get(run, ()) for run in runs(beside)):
        score += 1.0
    if before and (_ends_as_street(before) or (index == 0 and len(attempt.left) > 1 and _is_street(before))):
        score -= 2.5 if not _known_tail(before, attempt.country_code) else 0.0
    if before_town and before and not after and index < len(attempt.left) - 1:
        score -= 2.5 if not _known_tail(before, attempt.country_code) else 0.0
    if not before and after and index == 0 and len(attempt.left) > 1 and _is_street(after):
        score -= 3.0
    if not before and after and not before_town and re.match(r"[^\W\d]", after):
        score -= 1.0
    return score


def _ends_as_street(text: str) -> bool:
    """Tell whether a number after this text belongs to a street, a unit or a lane."""
    last = split_words(text)[-1:]
    return bool(last) and len(last[0]) > 1 and last[0] in words("streets")


def _is_street(text: str) -> bool:
    """Tell whether a text looks like the line of a street and not like a town."""
    folded = split_words(text)
    if any(word in words("streets") and len(word) > 1 for word in folded):
        return True
    return any(word.endswith(_road_endings()) and len(word) > 5 for word in folded) or bool(
        re.search(r"\d", text)
    )


@cache
def _road_endings() -> tuple[str, ...]:
    return tuple(ending for usual in habits().values() for ending in usual.road_endings)


def _take_region(attempt: Attempt) -> None:
    """Take the state or province beside the town, if there is one."""
    if attempt.left and _region_from(attempt, attempt.left, -1):
        return
    for index in reversed(range(min(2, len(attempt.right)))):
        if _region_from(attempt, attempt.right, index):
            return
    if len(attempt.left) > 1 and not attempt.postal_code:
        _region_from(attempt, attempt.left, -2)


def _region_from(attempt: Attempt, pieces: list[str], index: int) -> bool:
    """Take the region from the end of one piece; True if there was one."""
    parts = pieces[index].split()
    for start in range(max(0, len(parts) - 4), len(parts)):
        printed = " ".join(parts[start:]).strip(" .()[]")
        if not _is_region(printed, attempt.country_code, whole=start == 0):
            continue
        rest = " ".join(parts[:start]).strip(EDGES)
        whole_town = rest and attempt.country_code in countries_of("towns", pieces[index])
        if whole_town and not ("US" == attempt.country_code in countries_of("towns", rest)):
            return False  # New York, New Delhi, Bogotá D.C.
        if not rest and _is_rather_town(attempt, printed, pieces, index):
            continue
        attempt.region = printed
        pieces[index : index + 1 or None] = [rest] if rest else []
        return True
    return False


def _is_region(printed: str, country: str, *, whole: bool) -> bool:
    """Tell whether a text names a state; a short name must be in capitals or a piece by itself."""
    if country not in countries_of_region(printed):
        return False
    return (printed[:1].isupper() or whole) and (
        len(printed) > 3
        or printed.replace(".", "").isupper()
        or (whole and len(printed) == 3)
        or habits_of(country).short_states
    )


def _is_rather_town(attempt: Attempt, printed: str, pieces: Sequence[str], index: int) -> bool:
    """Tell whether a name that is both a province and a town means the town."""
    country = attempt.country_code
    if pieces is attempt.right and index == 0 and shapes()[country].before_town:
        return not attempt.left or _is_street(attempt.left[-1]) or not _known_tail(attempt.left[-1], country)
    if country not in countries_of("towns", printed) or (printed.isupper() and len(printed) < 4):
        return False
    if habits_of(country).states_written_out and printed.casefold() not in (
        "new york",
        "washington",
        "delhi",
        "chandigarh",
    ):
        return False
    neighbour = pieces[index - 1] if index > 0 or -len(pieces) < index < 0 else ""
    ward = re.search(r"-(?:ku|gu)$", neighbour.casefold())
    if habits_of(country).towns_are_provinces or ward:
        return True
    known = any(country in entries("towns").get(run, ()) for run in runs(neighbour))
    return not known and not re.search(r"-(?:ku|shi|gun|si|gu)$", neighbour.casefold())


def _take_town(attempt: Attempt) -> None:
    """Take the town from beside the code, else the last piece that a town's name ends."""
    country = attempt.country_code
    shape = shapes().get(country)
    first_right = attempt.right[0] if attempt.right else ""
    before_town = shape is not None and shape.before_town
    unlike = re.search(r"\d", _without_district(first_right)) if before_town else _is_street(first_right)
    right = "" if unlike else first_right
    if right and country not in countries_of("towns", right):
        right = right if shape is None or before_town or not attempt.left else ""
    left_known = bool(attempt.left) and _known_tail(attempt.left[-1], country) > 0
    right_known = bool(right) and any(country in entries("towns").get(run, ()) for run in runs(right))
    if attempt.postal_code and right and (right_known or not left_known):
        attempt.locality = attempt.right.pop(0)
        return
    for index in range(len(attempt.left) - 1, -1, -1):
        street, town = _split_town(attempt, index)
        if town:
            attempt.locality = town
            attempt.left[index : index + 1] = [street] if street else []
            return


def _take_unknown_town(attempt: Attempt) -> None:
    """Take for the town what no list has, but stands behind the code, or last below a street."""
    places = [attempt.right] if attempt.right and attempt.postal_code else []
    if not attempt.postal_code and len(attempt.left) > 1 and any(map(_is_street, attempt.left[:-1])):
        places.append(attempt.left)
    for pieces in places:
        index = 0 if pieces is attempt.right else -1
        if (
            not re.search(r"\d", pieces[index])
            and not _is_street(pieces[index])
            and len(pieces[index].split()) < 4
        ):
            attempt.locality = pieces.pop(index).strip(EDGES + ".")
            return


def _without_district(text: str) -> str:
    """Return a town without what the post office adds to it.

    >>> _without_district("Paris Cedex 08"), _without_district("Dublin 2"), _without_district("Praha 1")
    ('Paris', 'Dublin', 'Praha')
    """
    return re.sub(r"\s*\bcedex\b.*|(?<=\w)\s+(?:\d{1,2}[A-Z]?|[A-ZØ])$", "", text, flags=re.IGNORECASE)


def _known_tail(text: str, country: str) -> int:
    """Return how many of the last words are a known town of the country."""
    parts = text.split()
    for start in range(max(0, len(parts) - 5), len(parts)):
        tail = " ".join(parts[start:]).strip(EDGES + ".")
        if start and fold(tail) in _SIDES and _ends_as_street(parts[start - 1]):
            continue  # Queen's Road Central
        if any(country in countries_of("towns", name) for name in (tail, _without_district(tail))):
            return len(parts) - start
    return 0


def _split_town(attempt: Attempt, index: int) -> tuple[str, str]:
    """Split one piece before the code into street and town; the town may be ""."""
    text = attempt.left[index]
    parts = text.split()
    last = index == len(attempt.left) - 1
    beside_code = last and bool(attempt.postal_code or attempt.region)
    known = _known_tail(text, attempt.country_code)
    plain = not re.search(r"\d", text) and not _STREET_ENDS.intersection(split_words(text))
    if beside_code and plain and 0 < known < len(parts) < 4:
        return "", text.strip(EDGES + ".")  # North Ryde, beside Ryde
    if known:
        return " ".join(parts[:-known]).strip(EDGES), " ".join(parts[-known:]).strip(EDGES + ".")
    if not beside_code:
        return text, ""
    cut = 0
    for place, part in enumerate(parts):
        folded = split_words(part)
        if re.search(r"\d", part) or (place and folded and folded[-1] in _STREET_ENDS):
            cut = place + 1
    if cut == len(parts) or (cut == 0 and _is_street(text) and len(attempt.left) == 1):
        return text, ""
    return " ".join(parts[:cut]), " ".join(parts[cut:]).strip(EDGES + ".")


_STREET_ENDS = frozenset(
    "street st road rd avenue ave boulevard blvd lane ln drive dr court ct place pl square way parkway "
    "highway hwy circle crescent terrace ne nw se sw".split()
)
"""Words after which a town may follow without a comma."""


def runs(piece: str) -> Iterator[str]:
    """Yield the runs of up to four words at the start and at the end of a piece, folded."""
    folded = split_words(piece)
    for length in range(1, min(4, len(folded)) + 1):
        yield " ".join(folded[:length])
        yield " ".join(folded[-length:])
