"""All that proves or disproves labels of a card's blocks: printed labels, known names, endings, units."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cardscan.fields.context.addresses.offices import begins_address
from cardscan.fields.context.companies import (
    firms_alone,
    has_long_form,
    headings,
    lines_of_lists,
    nobodys_names,
    owners,
    rests_of_names,
    second_halves,
    services,
    trades,
)
from cardscan.fields.context.proofs.native import native_evidence
from cardscan.fields.context.proofs.people import people
from cardscan.fields.context.proofs.remarks import belonging, learnt, registered
from cardscan.fields.context.proofs.stacked import people_on_a_line, stacked_name
from cardscan.fields.context.proofs.units import parts
from cardscan.fields.layout.labels import is_address_label, is_label, is_labelled_address
from cardscan.fields.layout.persons import is_person, is_whole_name
from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.words import countries_of, phrases, share, split_words, words
from cardscan.fields.names.ends import are_degrees
from cardscan.fields.postal.addresses import parse_address
from cardscan.fields.postal.codes import LIKE_A_CODE
from cardscan.text import is_cjk, is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.layout.blocks import Block

_LABEL = 4.0
"""What a printed label, an ending or a unit's word speaks for what it says, beside the weights of the CRF."""
_TRADE = 2.5
"""What a trade, or a school's or bank's word, speaks for a company, and a postal code for an address."""
_PROVED = 10.0
"""What known names speak for beside those weights, in large type, joined by an "and" or over a firm of that
name; and what a legal form, a trade or a number speaks against a name."""
_WORDS_OF_CALLING = 5
_ASIDE = re.compile(r" *\([^()]*\)$")
_QUALITIES = frozenset(("executive", "general", "global"))
"""What a title may begin with that is none by itself: "Executive Search"."""
_HEADS = frozenset(
    "accountant adviser advisor analyst architect consultant coordinator correspondent designer developer "
    "director editor engineer executive incharge inspector lecturer manager nurse officer planner producer "
    "professor reporter representative researcher scientist secretary specialist supervisor surgeon teacher "
    "technician".split()
)
"""What an English title ends in, whatever it is of: "Procurement & Traceability Manager"."""
_WORDS_OF_TOWN = 6
_CODE_AND_TOWN = re.compile(r"(?:[A-Z]{1,3}-)?\d{4,6} [A-ZÀ-Þ][^\d:;]+")
"""What is an address's end wherever the code comes first, though nobody lists the town."""


class Proof(NamedTuple):
    """What speaks for a label of the block at a position, or, below 0, against it."""

    label: str
    """As the CRF's: "B:title" begins a title, "I:title" goes on with it."""
    position: int
    weight: float


def gathered_proofs(blocks: Sequence[Block], locals_: Sequence[str]) -> Iterator[Proof]:
    """Yield all proofs of a card's blocks; `locals_` are local parts of e-mails."""
    named, nobody = people(blocks), nobodys_names(blocks)
    offers, halves = services(blocks), second_halves(blocks)
    heads, rests = headings(blocks), rests_of_names(blocks)
    towns, units, branches = _towns_with_codes(blocks), parts(blocks, "unit"), parts(blocks, "branch")
    callings, behind = _callings(blocks), _behind_titles(blocks)
    by_label = (
        ("B:address", _LABEL, _labelled_addresses(blocks)),
        ("B:name", _PROVED, stacked_name(blocks, locals_) or people_on_a_line(blocks)),
        ("B:name", _PROVED, owners(blocks)),
        ("B:name", _LABEL, named),
        ("I:organization", -_LABEL, named),
        ("B:name", -_PROVED, [*nobody, *offers, *halves]),
        ("B:name", -_PROVED, parts(blocks, "institution")),
        ("B:organization", _LABEL, [at - 1 for at in halves]),
        ("I:organization", _PROVED, halves),
        ("B:organization", _LABEL, [at - 1 for at in rests]),
        ("I:organization", _LABEL, rests),
        ("B:organization", _TRADE, heads),
        ("B:organization", -_TRADE, [at + 1 for at in heads]),
        ("B:title", -_LABEL, offers),
        ("I:title", -_LABEL, offers),
        ("B:organization", -_LABEL, offers),
        ("I:organization", -_TRADE, offers),
        ("B:organization", _TRADE, {*trades(blocks), *parts(blocks, "institution")}),
        ("B:title", _TRADE, [*callings, *_titles_of(named, blocks)]),
        ("B:title", _LABEL, _titles_below([at for at in named if at not in nobody], blocks)),
        ("I:title", _TRADE, [at for at in callings if len(split_words(blocks[at].text)) > 1]),
        ("B:address", _TRADE, towns),
        ("I:address", _TRADE, towns),
        ("B:department", _LABEL, [*units, *behind]),
        ("B:organization", -_LABEL, behind),
        ("I:organization", -_LABEL, behind),
        ("B:address", -_LABEL, behind),
        ("B:title", -_LABEL, units),
        ("I:title", -_LABEL, [*units, *parts(blocks, "body")]),
        ("I:organization", -_LABEL, branches),
        ("I:brand", -_LABEL, branches),
    )
    for label, weight, positions in (*by_label, *_disproofs(blocks)):
        yield from (Proof(label, position, weight) for position in positions)
    for position, kind, holds in native_evidence(blocks):
        yield Proof(f"B:{kind}", position, _LABEL if holds else -_PROVED)


def _disproofs(blocks: Sequence[Block]) -> Iterator[tuple[str, float, list[int]]]:
    """Yield what remarks are not, by label."""
    numbers, lessons = registered(blocks), learnt(blocks)
    labels = [at for at, block in enumerate(blocks) if block.kind is None and is_label(block.text)]
    none = sorted({*numbers, *lessons, *labels})
    yield "B:title", -_PROVED, labels
    for label in ("B:name", "B:organization", "I:organization", "B:brand", "I:brand"):
        yield label, -_PROVED, none
    for label in ("B:address", "I:address", "B:title", "I:title"):
        yield label, -_PROVED, numbers
    yield "I:title", -_LABEL, lessons
    yield "B:title", -_LABEL, _several(blocks)
    titles, firms = _titles(blocks), firms_alone(blocks)
    for label in ("B:address", "I:address", "I:organization"):
        yield label, -_LABEL, titles
    for label in ("B:address", "I:address"):
        yield label, -_PROVED, firms
    forms = [at for at, block in enumerate(blocks) if block.kind is None and has_long_form(block.text)]
    yield "B:name", -_PROVED, forms
    whose = belonging(blocks)
    yield "I:address", -_LABEL, whose
    for label in ("B:organization", "I:organization", "B:brand"):
        yield label, -_LABEL, [*whose, *_towns_beside(blocks), *_countries(blocks)]


def _towns_beside(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of towns behind something else on their line: "Keller Brandt | Chicago"."""
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and block.parted and countries_of("towns", block.text)
    ]


def _countries(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what is no more than a country's name."""
    return [
        at for at, block in enumerate(blocks) if block.kind is None and countries_of("countries", block.text)
    ]


def _titles(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what titles explain wholly: a "Floor Manager" is no floor."""
    return [
        at for at, block in enumerate(blocks) if block.kind is None and share("titles", block.text) == 1.0
    ]


def _callings(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what titles explain wholly, or begin and end, but for a list of a shop's."""
    lists = lines_of_lists(blocks)
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and at and block.span.line not in lists and _is_calling(block.text)
    ]


def _titles_of(named: Sequence[int], blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what begins with a title right below people: "Leiter Kundendienst"."""
    found = []
    for at in (place + 1 for place in named if place + 1 < len(blocks)):
        text = blocks[at].text
        folded = split_words(text)
        begun = bool(_title_in_front(text)) and folded[0] not in _QUALITIES
        short = 1 < len(folded) <= _WORDS_OF_CALLING and not re.search(r"[\d|]", text)
        if blocks[at].kind is None and begun and short and not phrases("legal_forms", text):
            found.append(at)
    return found


def _several(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what all people of a firm are: "SOLICITORS", "Abogados & Notarios"."""
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and _words_of_several().issuperset(split_words(block.text))
    ]


@cache
def _words_of_several() -> frozenset[str]:
    known = {word for entry in printed("units")["several"] for word in split_words(entry)}
    return frozenset(known | words("function_words"))


def _titles_below(named: Sequence[int], blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what titles explain wholly right below people or their degrees.

    Behind somebody on the line a title counts where both names are known.
    """
    below = [at + 1 + (at + 1 < len(blocks) and are_degrees(blocks[at + 1].text)) for at in named]
    return [
        at
        for person, at in zip(named, below, strict=True)
        if at < len(blocks)
        and blocks[at].kind is None
        and share("titles", blocks[at].text) == 1.0
        and (not blocks[at].parted or is_whole_name(blocks[person].text))
    ]


def _behind_titles(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what stands behind a title on its line: whom or what it is of.

    That is no firm with its form, and no address.
    """
    return [
        at
        for at, block in enumerate(blocks)
        if block.parted
        and block.kind is None
        and blocks[at - 1].kind is None
        and share("titles", blocks[at - 1].text) == 1.0
        and not any(phrases(kind, block.text) for kind in ("titles", "legal_forms"))
        and not any(map(str.isdigit, block.text))
        and len(split_words(block.text)) > 1
        and not is_person(block.text)
    ]


def _is_calling(text: str) -> bool:
    text = _ASIDE.sub("", text)
    found, folded = phrases("titles", text), split_words(text)
    if not found or is_native(text) or any(map(str.isdigit, text)):
        return False
    framed = folded[0] == found[0].split()[0] and folded[-1] == found[-1].split()[-1]
    headed = folded[-1] in _HEADS and text[0].isupper() and not is_cjk(text)
    framed = framed or (headed and not phrases("legal_forms", text))
    return (
        share("titles", text) == 1.0
        or _are_titles(text.split(", "))
        or (framed and len(folded) <= _WORDS_OF_CALLING)
    )


def _are_titles(parts: Sequence[str]) -> bool:
    """Tell whether a title and the beginning of another stand behind one another: "Partner, Head of Tax"."""
    first, *rest = parts
    title = _title_in_front(rest[0]) if rest else ""
    return bool(title) and title not in _QUALITIES and share("titles", first) == 1.0


def _title_in_front(text: str) -> str:
    """Return the title that a text begins with, or ""."""
    titles = phrases("titles", text)
    return titles[0] if titles and " ".join(split_words(text)).startswith(titles[0]) else ""


def _labelled_addresses(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what says of itself that it is an address, or stands behind such a label."""
    return [
        position
        for position, block in enumerate(blocks)
        if block.kind is None
        and (
            is_labelled_address(block.text)
            or begins_address(block)
            or (position and is_address_label(blocks[position - 1].text))
        )
    ]


def _towns_with_codes(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what is no more than a town with its postal code."""
    return [at for at, block in enumerate(blocks) if block.kind is None and _is_town_with_code(block.text)]


def _is_town_with_code(text: str) -> bool:
    if not LIKE_A_CODE.search(text) or len(split_words(text)) > _WORDS_OF_TOWN:
        return False
    read = parse_address([text])
    placed = bool(countries_of("towns", read.locality)) or _CODE_AND_TOWN.fullmatch(text)
    return bool(placed and read.locality and read.postal_code) and not read.street
