"""What speaks for and against a proposal."""

from __future__ import annotations

from cardscan.fields.chance.evidence import evidence_of_segments
from cardscan.fields.context.segments import Segment
from cardscan.fields.layout.blocks import split
from cardscan.fields.understanding import Understood
from tests.support.typed_cards import typed_card


def test_a_second_office_does_not_speak_against_the_first_but_another_extent_of_it_does() -> None:
    reading = typed_card("12 Elm Row", "Oakham LE15 6AA", "9 Ash Row", "Leeds LS1 1AA")
    street, town, *other = split(reading, ())
    first = Segment("address", (street, town), 0.9)
    second = Segment("address", tuple(other), 0.9)
    shorter = Segment("address", (street,), 0.9)
    alone, beside, doubted = (
        evidence_of_segments(segments, Understood(reading, country="GB"))[0]["no rival"]
        for segments in ([first], [first, second], [first, shorter])
    )
    assert alone == beside > doubted
