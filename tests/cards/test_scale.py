"""Whether text was large enough to be seen well."""

import pytest

from cardscan import geometry
from cardscan.cards.scale import text_is_small
from cardscan.model import Card, TextBox
from tests.support.plain_cards import BLACK, box_at, picture_of, table


def card(*heights: float) -> Card:
    boxes = tuple(TextBox(box_at(20, 60 * row, 400, height), 0.9) for row, height in enumerate(heights))
    return Card(picture_of(table(BLACK, 1600, 1200)), geometry.rectangle(900, 520), boxes)


@pytest.mark.parametrize(
    ("heights", "long_side", "small"),
    [
        ((34, 34, 34), 1600, False),
        ((34, 34, 34), 800, True),
        ((60, 34, 34), 1600, False),
        ((10, 34, 34), 1600, False),
        ((10, 10, 34), 1600, True),
        ((34, 34, 200), 1600, True),
        ((), 800, False),
    ],
)  # fmt: skip
def test_the_middle_line_counts_and_a_box_of_several_lines(
    heights: tuple[float, ...], long_side: int, *, small: bool
) -> None:
    assert text_is_small(card(*heights), long_side) is small
