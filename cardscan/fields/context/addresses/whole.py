"""Addresses whole: with the street above them, the places below and the half that was found apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.fields.context.addresses.places import are_places, is_country, is_town, places_below
from cardscan.fields.context.addresses.streets import has_street, stands_over, streets_above
from cardscan.fields.context.segments import Segment
from cardscan.fields.postal.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.layout.blocks import Block

_UNLIKELY = 0.2
"""Chance up to which something else is no address."""
_ALONE = 0.5
"""Chance that a place which is nothing else is the address of a card that has no other."""


def with_town_alone(
    segments: Sequence[Segment], rivals: Sequence[Segment], left: Sequence[Block]
) -> list[Segment]:
    """Return the segments, and where none may be an address a town or country that is left over."""
    if any(each.kind == "address" and each.probability > _UNLIKELY for each in (*segments, *rivals)):
        return list(segments)
    places = [block for block in left if is_country(block) or is_town(block)]
    return [*segments, *(Segment("address", (block,), _ALONE) for block in places[:1])]


def whole_addresses(
    segments: Sequence[Segment], blocks: Sequence[Block], left: Sequence[Block], likely: Sequence[Block]
) -> list[Segment]:
    """Return the segments, addresses with all that is printed of them, which other segments lose.

    `left` is what the labelling left over, `likely` what may be of an address whatever it says.
    """
    free = [block for block in blocks if block.kind is None]
    whole = _with_streets(_with_halves(segments, blocks, left), free, likely)
    return _with_places(whole, [*left, *filter(is_country, free)])


def _with_streets(
    segments: Sequence[Segment], open_blocks: Sequence[Block], likely: Sequence[Block]
) -> list[Segment]:
    """Return the segments, addresses with the street above them."""
    placed = [block for segment in segments if segment.kind == "address" for block in segment.blocks]
    free = [block for block in open_blocks if block not in placed]
    taken: list[Block] = []
    whole = []
    for segment in segments:
        streets = streets_above(segment.blocks, free, likely) if segment.kind == "address" else ()
        taken += streets
        whole.append(replace(segment, blocks=(*streets, *segment.blocks)))
    return list(_without(whole, taken))


def _with_places(segments: Sequence[Segment], free: Sequence[Block]) -> list[Segment]:
    """Return the segments, addresses with the code, region and country below, or the country above.

    These are among the free blocks, or were taken for an address by themselves.
    """
    addresses = [segment.blocks for segment in segments if segment.kind == "address"]
    taken: list[Block] = []
    whole = []
    for segment in segments:
        if segment.kind != "address":
            whole.append(segment)
            continue
        loose = [block for other in addresses if are_places(other, segment.blocks) for block in other]
        others = [block for block in (*free, *loose) if block not in (*segment.blocks, *taken)]
        below = places_below(segment.blocks, others)
        above = [block for block in others if is_country(block) and stands_over(block, segment.blocks[0])][:1]
        taken += (*above, *below)
        whole.append(replace(segment, blocks=(*above, *segment.blocks, *below)))
    return [segment for segment in whole if not all(block in taken for block in segment.blocks)]


def _with_halves(
    segments: Sequence[Segment], blocks: Sequence[Block], left: Sequence[Block]
) -> list[Segment]:
    """Return the segments, a street and the town that it wants as one address, with what is left between."""
    whole: list[Segment] = []
    for segment in segments:
        halves = whole and _are_halves(whole[-1], segment)
        if halves and set(between := _between(whole[-1], segment, blocks)) <= set(left):
            first = whole.pop()
            both = (*first.blocks, *between, *segment.blocks)
            whole.append(Segment("address", both, min(first.probability, segment.probability)))
        else:
            whole.append(segment)
    return whole


def _between(first: Segment, second: Segment, blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(blocks[blocks.index(first.blocks[-1]) + 1 : blocks.index(second.blocks[0])])


def _are_halves(first: Segment, second: Segment) -> bool:
    """Tell whether one is a street without a town and the other a town without a street."""
    return first.kind == second.kind == "address" and any(
        has_street(street.blocks) and _has_no_town(street) and not has_street(town.blocks)
        for street, town in ((first, second), (second, first))
    )


def _has_no_town(segment: Segment) -> bool:
    return not parse_address([block.text for block in segment.blocks]).locality


def _without(segments: Sequence[Segment], taken: Sequence[Block]) -> Iterator[Segment]:
    """Yield what is left of segments that are no address without these blocks."""
    for segment in segments:
        rest = tuple(block for block in segment.blocks if block not in taken)
        if segment.kind == "address":
            yield segment
        elif rest:
            yield replace(segment, blocks=rest)
