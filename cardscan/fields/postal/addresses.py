"""The lines of one address, split by its country's own order into street, town, postal code and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cardscan.fields.layout.offices import office_before
from cardscan.fields.lexicon.habits import habits, habits_of, likely_countries
from cardscan.fields.lexicon.words import countries_of, entries
from cardscan.fields.postal.cjk import ALONE, read_cjk
from cardscan.fields.postal.codes import find_codes, shapes
from cardscan.fields.postal.in_country import EDGES, Attempt, read_in, runs
from cardscan.fields.postal.regions import countries_of_region
from cardscan.model import Address
from cardscan.text import is_cjk

_LABEL = re.compile(
    r"^\W*(?:(?:(?:head|main|registered|regd\.?|corporate|branch|postal|mailing|visiting|business|street) )?"
    r"(?:office )?(?:address|addr|add)|(?:head|main|registered|regd\.?|corporate|branch) office|office|off|"
    r"adresse?|anschrift|post(?:al)?anschrift|besuchsadresse|bes[oö]ksadress|adresa|adres|address[eo]|"
    r"direcci[oó]n|domicilio|endere[cç]o|end|morada|indirizzo|sede|si[eè]ge(?: social)?|c[ií]m|sz[eé]khely|"
    r"[dđ][iị]a ch[iỉ]|[dđ]/c|vp|vpgd|tr[uụ] s[oở](?: ch[ií]nh)?|alamat|адрес|адреса|διεύθυνση|العنوان|"
    r"a|住所|所在地|地址|주소|本社|所)\s*[.]?\s*[:：|]\s*",
    re.IGNORECASE,
)
_CJK_LABEL = re.compile(r"^(?:住所|所在地|\w{0,5}地址|[店厂廠住]址|주소|本\s?社)\s*[:：/|]?\s*")
_SEPARATOR = re.compile(
    r"\s*[,;|•·・،、\n，]\s*|\s*[–—]\s*(?=\D)|\s+-+\s*|(?<=[^\W\d_])-+\s+|(?<=\d)-\s+|(?<=\d)\.\s+"
)
_SLASHED = re.compile(r"([^\W\d_]{3,})\s*/\s*([^\W\d_]{3,})")
_TOWN_MARK = re.compile(r"(?<!\w)(?:гор|г|м|гр|пос|пгт|смт|с)\.\s?(?=[А-ЯЁІЇЄҐ][а-яёіїєґ])")
"""Abbreviations for "town" before its name, in Russian, Ukrainian and Bulgarian."""
_CODE_BEHIND_TOWN = re.compile(r"(?<=[^\W\d_]{3})\s?-\s?(?=\d{4})")
"""How "Town-500001" is spaced is as the reader saw it; one form keeps contacts the same."""


def parse_address(lines: Sequence[str], assumed: str = "") -> Address:
    """Split the printed lines of one address.

    `assumed` is the ISO 3166 code of the country to assume where the address does
    not name one. Any text gives an address; parts that are not found are "".

    >>> parse_address(["Adresse : Hauptstraße 7", "80331 München"], assumed="DE")
    Address(street='Hauptstraße 7', locality='München', region='', postal_code='80331', country='', \
country_code='DE', formatted='Hauptstraße 7, 80331 München')
    """
    printed = [line for line in (_without_label(line) for line in lines) if line]
    formatted = _CODE_BEHIND_TOWN.sub(" - ", ", ".join(printed))
    if is_cjk(formatted):
        native = read_cjk(formatted, assumed)
        if native is not None:
            return native
    pieces = [piece for line in printed for piece in _pieces(line)]
    pieces, country, code = _take_country(pieces, assumed)
    candidates = (code,) if code else tuple(_candidates(pieces, assumed))
    attempts = [read_in(pieces, candidate, assumed) for candidate in candidates]
    best = max(attempts, key=lambda attempt: attempt.score, default=Attempt(assumed, pieces))
    locality = best.locality
    town = country.partition(",")[0]
    if not locality and town and code in countries_of("towns", town):
        locality = town  # Singapore, Luxembourg, Hong Kong of "Hong Kong, China"
    street = ", ".join(piece for piece in best.left + best.right if re.search(r"\w", piece))
    sure = code or (best.country_code if best.score > 1.0 or best.country_code == assumed else assumed)
    return Address(street, locality, best.region, best.postal_code, country, sure, formatted)


def _without_label(line: str) -> str:
    line = line.strip()[len(office_before(line.strip())) :]
    bare = _CJK_LABEL.sub("", _LABEL.sub("", line, count=1), count=1)
    return " ".join(bare.strip(EDGES).split())


def _pieces(line: str) -> list[str]:
    """Split a line where commas, dots and dashes separate the parts of an address.

    >>> _pieces("Rua Augusta, 331 - Centro • São Paulo/SP")
    ['Rua Augusta', '331', 'Centro', 'São Paulo', 'SP']
    """
    line = _TOWN_MARK.sub("", _code_prefix().sub(r"\1-", line))
    line = re.sub(r"/(?=[A-Z]{2}\b(?!/))", ", ", line)
    line = _SLASHED.sub(_slashed, line)
    return [
        piece for part in _SEPARATOR.split(line) if (piece := part.strip(EDGES)) and re.search(r"\w", piece)
    ]


@cache
def _code_prefix() -> re.Pattern[str]:
    letters = (prefix for usual in habits().values() for prefix in usual.code_prefix)
    return re.compile(rf"\b({'|'.join(letters)})\s?[-–]\s?(?=\d)")


def _slashed(pair: re.Match[str]) -> str:
    """Part "Şişli / İstanbul", but not "Frankfurt/Main"."""
    return pair[0] if countries_of("towns", pair[0]) else f"{pair[1]}, {pair[2]}"


def _take_country(pieces: list[str], assumed: str) -> tuple[list[str], str, str]:
    """Return the pieces without the country, its name as printed and its code."""
    sure = next(filter(None, map(_of_state_and_code, pieces)), "")
    for index in range(len(pieces) - 1, -1, -1):
        printed = pieces[index].strip(" .()")
        codes = countries_of("countries", printed)
        if not codes or (len(printed) < 4 and not printed.isupper()):
            continue
        if sure not in ("", codes[0]) and index < len(pieces) - 1 and _of_state_and_code(pieces[index + 1]):
            return pieces, "", sure  # Peru, IN 46970
        if len(pieces) == 1 or _is_rather_region(printed, codes[0], assumed):
            continue
        before = [piece for piece in pieces[:index] if not _repeats(piece, codes[0])]
        if before and (territory := _territory(before[-1], codes[0])):
            return before[:-1] + pieces[index + 1 :], f"{before[-1]}, {printed}", territory
        return before + pieces[index + 1 :], printed, codes[0]
    return _country_at_end(pieces, assumed) if pieces else (pieces, "", "")


def _of_state_and_code(piece: str) -> str:
    """Return the country of which a piece is a state and a postal code, as "IN 46970" is, or ""."""
    state, _, code = piece.partition(" ")
    if not (state.isupper() and code):
        return ""
    found = (country for country in countries_of("regions", state) if habits_of(country).state_before_code)
    return next((country for country in found if shapes()[country].pattern.fullmatch(code)), "")


def _territory(piece: str, country: str) -> str:
    """Return the code of a territory that is printed before its country, as in "Gibraltar, UK", or ""."""
    code = next(iter(countries_of("countries", piece)), "")
    within = country in (*countries_of("regions", piece), *countries_of("towns", piece))
    return code if code in ALONE.values() or (not within and len(piece) > 3) else ""


def _repeats(piece: str, country: str) -> bool:
    """Tell whether a piece only names the country once more, as in "Taiwan, R.O.C."."""
    return country in countries_of("countries", piece) and country not in countries_of("towns", piece)


def _country_at_end(pieces: list[str], assumed: str) -> tuple[list[str], str, str]:
    """Look for a country in the last words of a late piece: "20000 Casablanca Maroc"."""
    for index in range(len(pieces) - 1, max(len(pieces) - 3, -(len(pieces) == 1)), -1):
        if index < len(pieces) - 1 and not re.search(r"\d", pieces[-1]):
            continue
        name, code = _without_code(pieces[index])
        if code and (codes := countries_of("countries", name)) and not countries_of("towns", name):
            return [*pieces[:index], code, *pieces[index + 1 :]], name, codes[0]
        bare = _without_code(pieces[index], first=True)[0]
        if countries_of("towns", bare) or countries_of_region(bare):
            continue  # Ciudad de México, Departamento de San Salvador
        parts = pieces[index].split()
        for start in range(max(0, len(parts) - 4), len(parts)):
            printed = " ".join(parts[start:]).strip(" .()")
            codes = countries_of("countries", printed)
            proper = printed[:1].isupper() and (len(printed) > 3 or printed.isupper())
            rest = " ".join(parts[:start]).rstrip(EDGES)
            if rest and codes and proper and not _is_rather_region(printed, codes[0], assumed):
                if rest[-1].isdigit() and codes[0] in countries_of("towns", printed):
                    continue  # the town, not the country: "L-1234 Luxembourg"
                return [*pieces[:index], rest, *pieces[index + 1 :]], printed, codes[0]
    return pieces, "", ""


def _is_rather_region(printed: str, country: str, assumed: str) -> bool:
    """Tell whether a name of a country means a state here, as Georgia and New Mexico may."""
    if not assumed:
        return False
    if assumed == country:
        return not habits_of(country).town_is_country and country in countries_of("towns", printed)
    return assumed in countries_of("regions", printed) or assumed in countries_of("towns", printed)


def _without_code(piece: str, *, first: bool = False) -> tuple[str, str]:
    """Part a name from the number after it, or before it.

    >>> _without_code("P.R. China 310503"), _without_code("06109 Ciudad de México", first=True)
    (('P.R. China', '310503'), ('Ciudad de México', '06109'))
    """
    match = re.fullmatch(r"(\d[\d -]{3,})\s+(\D+)" if first else r"(\D+?)\s+(\d[\d -]{3,})", piece)
    if match is None:
        return piece, ""
    return (match[2], match[1]) if first else (match[1], match[2])


def _candidates(pieces: Sequence[str], assumed: str) -> Iterator[str]:
    """Yield the countries that the address may be in, each once."""
    seen = {assumed} if assumed else set()
    yield from seen
    text = ", ".join(pieces)
    named = [code for piece in pieces for words_ in runs(piece) for code in entries("towns").get(words_, ())]
    for code in (*named, *(likely_countries("address") if not assumed else ())):
        if code not in seen and (code in named or next(find_codes(text, code), None)):
            seen.add(code)
            yield code
