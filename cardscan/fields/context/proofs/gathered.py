"""All that proves or disproves labels of a card's blocks: printed labels, known names, endings, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cardscan.fields.context.addresses.offices import begins_address
from cardscan.fields.context.companies import nobodys_names, owners, trades
from cardscan.fields.context.proofs.native import native_evidence
from cardscan.fields.context.proofs.people import people
from cardscan.fields.context.proofs.stacked import people_on_a_line, stacked_name
from cardscan.fields.context.proofs.units import bodies, branches, units
from cardscan.fields.layout.labels import is_address_label, is_labelled_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.layout.blocks import Block

_LABEL = 4.0
"""What a printed label, an ending or a unit's word speaks for what it says, beside the weights of the CRF."""
_TRADE = 2.5
"""What a trade at the beginning speaks for a company."""
_PROVED = 10.0
"""What known names speak for beside those weights, in large type, joined by an "and" or over a firm of that
name; and what a legal form, a trade or a number speaks against a name."""


class Proof(NamedTuple):
    """What speaks for a label of the block at a position, or, below 0, against it."""

    label: str
    """As the CRF's: "B:title" begins a title, "I:title" goes on with it."""
    position: int
    weight: float


def gathered_proofs(blocks: Sequence[Block], locals_: Sequence[str]) -> Iterator[Proof]:
    """Yield all proofs of a card's blocks; `locals_` are local parts of e-mails."""
    by_label = (
        ("B:address", _LABEL, _labelled_addresses(blocks)),
        ("B:name", _PROVED, stacked_name(blocks, locals_) or people_on_a_line(blocks)),
        ("B:name", _PROVED, owners(blocks)),
        ("B:name", _LABEL, people(blocks)),
        ("B:name", -_PROVED, nobodys_names(blocks)),
        ("B:organization", _TRADE, trades(blocks)),
        ("B:department", _LABEL, units(blocks)),
        ("B:title", -_LABEL, units(blocks)),
        ("I:title", -_LABEL, [*units(blocks), *bodies(blocks)]),
        ("I:organization", -_LABEL, branches(blocks)),
        ("I:brand", -_LABEL, branches(blocks)),
    )
    for label, weight, positions in by_label:
        yield from (Proof(label, position, weight) for position in positions)
    for position, kind, holds in native_evidence(blocks):
        yield Proof(f"B:{kind}", position, _LABEL if holds else -_PROVED)


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
