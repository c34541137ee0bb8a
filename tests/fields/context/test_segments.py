"""What blocks say together."""

from __future__ import annotations

from cardscan.fields.context.segments import Segment
from tests.fields.context.test_companies import block


def test_a_segment_says_what_its_blocks_say() -> None:
    first, second = block("Dora", 100, 100, 40), block("Hilton", 100, 150, 60)
    name = Segment("name", (first, second), 0.9)
    assert (name.text, name.height, name.spans) == ("Dora Hilton", 60, (first.span, second.span))
