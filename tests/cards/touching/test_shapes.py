"""How like a card's the shapes of quads are."""

import numpy as np
import pytest

from cardscan.cards.evidence import evidence_of
from cardscan.cards.touching.shapes import shapes
from cardscan.model import Quad
from tests.support.plain_cards import box_at, table

SIZE = (700, 460)


def shape_of(quad: Quad) -> tuple[float, float]:
    evidence = evidence_of(table((90, 90, 90), *SIZE), [], long_side=max(SIZE))
    seen, beyond = shapes(evidence, np.array([quad], np.float32))
    return float(seen[0]), float(beyond[0])


@pytest.mark.parametrize(("width", "height"), [(330, 200), (200, 330)])
def test_a_card_lies_either_way(width: int, height: int) -> None:
    assert shape_of(box_at(60, 60, width, height)) == pytest.approx((1, 1), abs=0.01)


def test_the_longer_a_strip_the_less_it_is_a_card() -> None:
    seen = [shape_of(box_at(60, 60, 60 * ratio, 60))[0] for ratio in (2, 3, 5)]
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < 0.2


def test_a_card_that_the_picture_cuts_off_may_go_on_beyond_it() -> None:
    seen, beyond = shape_of(box_at(0, 60, 60, 200))
    assert seen < 0.8
    assert beyond == pytest.approx(0.8, abs=0.02)


def test_sides_that_should_be_as_long_and_are_not_count_against_it() -> None:
    askew: Quad = ((60, 60), (390, 60), (300, 260), (150, 260))
    assert shape_of(askew)[0] < 0.8
