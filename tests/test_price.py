"""What a text costs beside the best reading of its line."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.model import Lattice
from cardscan.price import price
from tests.support.lattices import lattice


def test_what_was_read_costs_nothing_and_what_the_picture_denies_is_never() -> None:
    read = lattice("Tel. 555 0143", {12: ("8", 2.5)})
    assert price(read, "5550143", str.isalnum) == 0.0
    assert price(read, "5550148", str.isalnum) == 2.5
    assert price(read, "5550144", str.isalnum) == math.inf


@pytest.mark.parametrize(
    ("sought", "cost"), [("555014", math.inf), ("550143", math.inf), ("tel5550143", 0.0)]
)
def test_a_text_stands_for_itself_and_not_within_another(sought: str, cost: float) -> None:
    assert price(lattice("Tel. 555 0143"), sought, str.isalnum) == cost


def test_a_letter_twice_is_two_only_where_something_parts_them() -> None:
    once: Lattice = ((("o", 0.0),), (("o", 0.0),))
    twice: Lattice = ((("o", 0.0),), (("", 0.0),), (("o", 0.0),))
    assert [price(steps, "oo", str.isalnum) for steps in (once, twice)] == [math.inf, 0.0]


@given(st.text("abc01 .-", max_size=12))
def test_every_line_may_say_what_it_says(text: str) -> None:
    letters = "".join(filter(str.isalnum, text))
    if letters:
        assert price(lattice(text), letters, str.isalnum) == 0.0
