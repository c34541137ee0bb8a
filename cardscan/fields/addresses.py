"""The lines of one address, split by its country's own order into street, town, postal code and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cardscan.fields.addresses_cjk import read_cjk
from cardscan.fields.postal_codes import clean_code, find_codes, shapes
from cardscan.fields.words import countries_of, entries, is_cjk, split_words, words
from cardscan.model import Address

_LABEL = re.compile(
    r"^\W*(?:(?:(?:head|main|registered|regd\.?|corporate|branch|postal|mailing|visiting|business|street) )?"
    r"(?:office )?(?:address|addr|add)|(?:head|main|registered|regd\.?|corporate|branch) office|office|off|"
    r"adresse?|anschrift|post(?:al)?anschrift|besuchsadresse|bes[oö]ksadress|adresa|adres|address[eo]|"
    r"direcci[oó]n|domicilio|endere[cç]o|end|morada|indirizzo|sede|si[eè]ge(?: social)?|c[ií]m|sz[eé]khely|"
    r"[dđ][iị]a ch[iỉ]|[dđ]/c|vp|vpgd|tr[uụ] s[oở](?: ch[ií]nh)?|alamat|адрес|адреса|διεύθυνση|العنوان|"
    r"a|住所|所在地|地址|주소|本社|所)\s*[.]?\s*[:：|]\s*",
    re.IGNORECASE,
)
_CJK_LABEL = re.compile(r"^(?:住所|所在地|地址|주소|本社)\s*[:：/|]?\s*")
_SEPARATOR = re.compile(
    r"\s*[,;|•·・،、\n，]\s*|\s*[–—]\s*(?=\D)|\s+-+\s*|(?<=[^\W\d_])-+\s+|(?<=\d)-\s+|(?<=\d)\.\s+"
)
_CODE_PREFIX = re.compile(
    r"\b(A|B|CH|D|F|I|L|NL|E|P|PL|CZ|SK|H|RO|S|SE|DK|N|NO|FI|FIN|LT|LV|EE|HR|SI|GR)\s?[-–]\s?(?=\d)"
)
_CODE_LABEL = re.compile(
    r"\b(?:CEP|PIN|Pincode|Pin Code|ZIP|ZIP Code|PLZ|CP|C\.P|P\.C|T\.K|Τ\.Κ)\W*$", re.IGNORECASE
)
_GLUED_STATE = re.compile(r"\b([A-Z]{2,3})(?=\d{5}\b|\d{4}$)")
_EDGES = " \t,;:|•·-–—/"
_ALWAYS_REGIONS = frozenset("US CA AU IN GB IE MY NG ZA NZ".split())
"""Countries whose states and counties, written out, are hardly ever meant as towns."""
_LIKELY = tuple(
    "US GB DE FR IN BR IT ES JP CN CA AU NL CH AT BE PL PT MX TR SE CZ DK NO FI IE HU MA TN RO GR AR KR TW VN SG".split()
)
"""Tried, in this order, where nothing but the shape of a number speaks."""


@dataclass(slots=True)
class _Reading:
    """An address as it reads if it is in one country; filled in step by step."""

    country_code: str
    left: list[str]
    """What stands before the postal code, in pieces."""
    right: list[str] = field(default_factory=list)
    postal_code: str = ""
    locality: str = ""
    region: str = ""
    score: float = 0.0


def parse_address(lines: Sequence[str], region: str = "") -> Address:
    """Split the printed lines of one address.

    `region` is the ISO 3166 code of the country to assume where the address does
    not name one. Any text gives an address; parts that are not found are "".

    >>> parse_address(["Adresse : Hauptstraße 7", "80331 München"], region="DE")
    Address(street='Hauptstraße 7', locality='München', region='', postal_code='80331', country='', \
country_code='DE', formatted='Hauptstraße 7, 80331 München')
    """
    printed = [line for line in (_without_label(line) for line in lines) if line]
    formatted = ", ".join(printed)
    if is_cjk(formatted):
        native = read_cjk(formatted, region)
        if native is not None:
            return native
    pieces = [piece for line in printed for piece in _pieces(line)]
    pieces, country, code = _take_country(pieces, region)
    candidates = (code,) if code else tuple(_candidates(pieces, region))
    readings = [_read(pieces, candidate, region) for candidate in candidates]
    best = max(readings, key=lambda reading: reading.score, default=_Reading(region, pieces))
    locality = best.locality
    if not locality and country and code in countries_of("towns", country):
        locality = country  # Singapore, Hong Kong, Luxembourg
    street = ", ".join(piece for piece in best.left + best.right if piece)
    sure = code or (best.country_code if best.score > 1.0 or best.country_code == region else region)
    return Address(street, locality, best.region, best.postal_code, country, sure, formatted)


def _without_label(line: str) -> str:
    bare = _CJK_LABEL.sub("", _LABEL.sub("", line.strip(), count=1), count=1)
    return " ".join(bare.strip(_EDGES).split())


def _pieces(line: str) -> list[str]:
    """Split a line where commas, dots and dashes separate the parts of an address.

    >>> _pieces("Rua Augusta, 331 - Centro • São Paulo/SP")
    ['Rua Augusta', '331', 'Centro', 'São Paulo', 'SP']
    """
    line = _CODE_PREFIX.sub(r"\1-", line)
    line = re.sub(r"/(?=[A-Z]{2}\b(?!/))", ", ", line)
    return [
        piece for part in _SEPARATOR.split(line) if (piece := part.strip(_EDGES)) and re.search(r"\w", piece)
    ]


def _take_country(pieces: list[str], region: str) -> tuple[list[str], str, str]:
    """Return the pieces without the country, its name as printed and its code."""
    for index in range(len(pieces) - 1, -1, -1):
        printed = pieces[index].strip(" .()")
        codes = countries_of("countries", printed)
        if not codes or (len(printed) < 4 and not printed.isupper()):
            continue
        if len(pieces) == 1 or _is_rather_region(printed, codes[0], region):
            continue
        return pieces[:index] + pieces[index + 1 :], printed, codes[0]
    return _country_at_end(pieces, region) if pieces else (pieces, "", "")


def _country_at_end(pieces: list[str], region: str) -> tuple[list[str], str, str]:
    """Look for a country in the last words of a late piece: "20000 Casablanca Maroc"."""
    for index in range(len(pieces) - 1, max(len(pieces) - 3, -(len(pieces) == 1)), -1):
        parts = pieces[index].split()
        for start in range(max(0, len(parts) - 4), len(parts)):
            printed = " ".join(parts[start:]).strip(" .()")
            codes = countries_of("countries", printed)
            proper = printed[:1].isupper() and (len(printed) > 3 or printed.isupper())
            if start and codes and proper and not _is_rather_region(printed, codes[0], region):
                rest = " ".join(parts[:start]).rstrip(_EDGES)
                return [*pieces[:index], rest, *pieces[index + 1 :]], printed, codes[0]
    return pieces, "", ""


def _is_rather_region(printed: str, country: str, region: str) -> bool:
    """Tell whether a name of a country means a state here, as Georgia and New Mexico may."""
    return bool(region) and region != country and region in countries_of("regions", printed)


def _candidates(pieces: Sequence[str], region: str) -> Iterator[str]:
    """Yield the countries that the address may be in, each once."""
    seen = {region} if region else set()
    yield from seen
    text = ", ".join(pieces)
    named = [code for piece in pieces for words_ in _runs(piece) for code in entries("towns").get(words_, ())]
    for code in (*named, *(_LIKELY if not region else ())):
        if code not in seen and (code in named or next(find_codes(text, code), None)):
            seen.add(code)
            yield code


def _runs(piece: str) -> Iterator[str]:
    """Yield the runs of up to four words at the start and at the end of a piece, folded."""
    folded = split_words(piece)
    for length in range(1, min(4, len(folded)) + 1):
        yield " ".join(folded[:length])
        yield " ".join(folded[-length:])


def _read(pieces: Sequence[str], country: str, region: str) -> _Reading:
    """Read the pieces as an address in one country and say how well that went."""
    reading = _Reading(country, list(pieces))
    if country in ("US", "CA", "AU"):
        reading.left = [_GLUED_STATE.sub(r"\1 ", piece) for piece in reading.left]
    _take_code(reading)
    _take_region(reading)
    _take_town(reading)
    if not reading.locality and country in countries_of("towns", reading.region):
        reading.locality, reading.region = reading.region, ""
    known = country in countries_of("towns", reading.locality)
    special = not reading.postal_code.isdigit() and bool(reading.postal_code)
    reading.score = (
        2.0 * (bool(reading.postal_code) + known + (country == region))
        + special
        + bool(reading.locality)
        + bool(reading.region)
        - 0.01 * (_LIKELY.index(country) if country in _LIKELY else len(_LIKELY))
    )
    return reading


def _take_code(reading: _Reading) -> None:
    """Find the postal code and split the pieces there."""
    shape = shapes().get(reading.country_code)
    best, place = 0.0, None
    for index, piece in enumerate(reading.left):
        for match in find_codes(piece, reading.country_code):
            score = _code_score(reading, index, match, before_town=bool(shape and shape.before_town))
            if score >= best:
                best, place = score, (index, match)
    if place is None:
        return
    index, match = place
    piece, pieces = reading.left[index], reading.left
    before, after = piece[: match.start()].strip(_EDGES + "."), piece[match.end() :].strip(_EDGES + ".")
    before = re.sub(
        r"\b(?:CEP|PIN|Pincode|Pin Code|ZIP|PLZ|CP|C\.P|P\.C|Τ\.Κ)\W*$", "", before, flags=re.I
    ).strip(_EDGES)
    reading.postal_code = clean_code(match[0])
    reading.left = pieces[:index] + [before] * bool(before)
    reading.right = [after] * bool(after) + pieces[index + 1 :]


def _code_score(reading: _Reading, index: int, match: re.Match[str], *, before_town: bool) -> float:
    """Weigh a number: a code stands late, beside the town, and not first on the street's line."""
    piece = match.string
    before, after = piece[: match.start()].strip(_EDGES), piece[match.end() :].strip(_EDGES)
    beside = after if before_town else before
    score = (index + 1) / len(reading.left) + 0.5
    score += bool(re.match(r"[^\W\d]", beside[-1:] if not before_town else beside)) + (
        not before and not after
    )
    if beside and any(reading.country_code in entries("towns").get(run, ()) for run in _runs(beside)):
        score += 1.0
    if not before and after and index == 0 and len(reading.left) > 1 and _is_street(after):
        score -= 3.0
    if not before and after and not before_town and re.match(r"[^\W\d]", after):
        score -= 1.0
    return score


def _is_street(text: str) -> bool:
    """Tell whether a text looks like the line of a street and not like a town."""
    folded = split_words(text)
    if any(word in words("streets") and len(word) > 1 for word in folded):
        return True
    ends = (
        "strasse",
        "str",
        "weg",
        "platz",
        "gasse",
        "allee",
        "straat",
        "laan",
        "gatan",
        "vagen",
        "vej",
        "gade",
        "katu",
    )
    return any(word.endswith(ends) and len(word) > 5 for word in folded) or bool(re.search(r"\d", text))


def _take_region(reading: _Reading) -> None:
    """Take the state or province beside the town, if there is one."""
    if reading.left and _region_from(reading, reading.left, -1):
        return
    for index in range(min(2, len(reading.right))):
        if _region_from(reading, reading.right, index):
            return
    if len(reading.left) > 1 and not reading.postal_code:
        _region_from(reading, reading.left, -2)


def _region_from(reading: _Reading, pieces: list[str], index: int) -> bool:
    """Take the region from the end of one piece; True if there was one."""
    parts = pieces[index].split()
    for start in range(max(0, len(parts) - 4), len(parts)):
        printed = " ".join(parts[start:]).strip(" .()[]")
        if not _is_region(printed, reading.country_code):
            continue
        rest = " ".join(parts[:start]).strip(_EDGES)
        if not rest and _is_rather_town(reading, printed, pieces, index):
            continue
        reading.region = printed
        pieces[index : index + 1 or None] = [rest] if rest else []
        return True
    return False


def _is_region(printed: str, country: str) -> bool:
    if country not in countries_of("regions", printed):
        return False
    return printed[:1].isupper() and (
        len(printed) > 3 or printed.replace(".", "").isupper() or printed.endswith(".")
    )


def _is_rather_town(reading: _Reading, printed: str, pieces: Sequence[str], index: int) -> bool:
    """Tell whether a name that is both a province and a town means the town."""
    country = reading.country_code
    if pieces is reading.right and index == 0 and shapes()[country].before_town:
        return not (reading.left and _known_tail(reading.left[-1], country))
    if country not in countries_of("towns", printed) or (printed.isupper() and len(printed) < 4):
        return False
    if country in _ALWAYS_REGIONS and printed.casefold() not in (
        "new york",
        "washington",
        "delhi",
        "chandigarh",
    ):
        return False
    neighbour = pieces[index - 1] if index < 0 and len(pieces) >= -index + 1 else ""
    known = any(country in entries("towns").get(run, ()) for run in _runs(neighbour))
    return not known and not re.search(r"-(?:ku|shi|gun|si|gu)$", neighbour.casefold())


def _take_town(reading: _Reading) -> None:
    """Take the town from beside the code, else the last piece that a town's name ends."""
    country = reading.country_code
    shape = shapes().get(country)
    first_right = reading.right[0] if reading.right else ""
    right = first_right if first_right and not _is_street(_without_cedex(first_right)) else ""
    if right and country not in countries_of("towns", right):
        right = right if shape is None or shape.before_town or not reading.left else ""
    left_known = bool(reading.left) and _known_tail(reading.left[-1], country) > 0
    right_known = bool(right) and any(country in entries("towns").get(run, ()) for run in _runs(right))
    if reading.postal_code and right and (right_known or not left_known):
        reading.locality = reading.right.pop(0)
        return
    for index in range(len(reading.left) - 1, -1, -1):
        street, town = _split_town(reading, index)
        if town:
            reading.locality = town
            reading.left[index : index + 1] = [street] if street else []
            return


def _without_cedex(text: str) -> str:
    return re.sub(r"\s*\bcedex\b.*", "", text, flags=re.IGNORECASE)


def _known_tail(text: str, country: str) -> int:
    """Return how many of the last words are a known town of the country."""
    parts = text.split()
    for start in range(max(0, len(parts) - 5), len(parts)):
        if country in countries_of("towns", " ".join(parts[start:]).strip(_EDGES + ".")):
            return len(parts) - start
    return 0


def _split_town(reading: _Reading, index: int) -> tuple[str, str]:
    """Split one piece before the code into street and town; the town may be ""."""
    text = reading.left[index]
    parts = text.split()
    known = _known_tail(text, reading.country_code)
    if known:
        return " ".join(parts[:-known]).strip(_EDGES), " ".join(parts[-known:]).strip(_EDGES + ".")
    last = index == len(reading.left) - 1
    beside_code = last and bool(reading.postal_code or reading.region)
    if not beside_code:
        return text, ""
    cut = 0
    for place, part in enumerate(parts):
        folded = split_words(part)
        if re.search(r"\d", part) or (place and folded and folded[-1] in _STREET_ENDS):
            cut = place + 1
    if cut == len(parts) or (cut == 0 and _is_street(text) and len(reading.left) == 1):
        return text, ""
    return " ".join(parts[:cut]), " ".join(parts[cut:]).strip(_EDGES + ".")


_STREET_ENDINGS = tuple(
    "strasse str weg platz gasse allee straat laan singel gracht plein gatan vagen vej gade katu tie utca".split()
)
"""How words end that are streets by themselves."""
_STREET_ENDS = frozenset(
    "street st road rd avenue ave boulevard blvd lane ln drive dr court ct place pl square way parkway highway "
    "hwy circle crescent terrace ne nw se sw".split()
)
"""Words after which a town may follow without a comma."""
