"""What a line may say, and what each reading costs."""

from itertools import product

import pytest

from cardscan.fields.mending.readings import readings
from cardscan.model import Lattice

DOUBT: Lattice = (
    (("N", 0.0),),
    (("e", 0.0), ("o", 2.9)),
    (("t", 0.0), ("", 3.0)),
    (("", 0.0), ("t", 1.0)),
    (("a", 0.0),),
)


def ways(lattice: Lattice) -> dict[str, float]:
    """Return every text by walking every way, as CTC joins them."""
    found: dict[str, float] = {}
    for way in product(*lattice):
        text, before = "", ""
        for letter, _ in way:
            text += letter if letter != before else ""
            before = letter
        cost = sum(more for _, more in way)
        found[text] = min(cost, found.get(text, cost))
    return found


def test_the_readings_are_all_texts_that_are_cheap_enough() -> None:
    wanted = {text: cost for text, cost in ways(DOUBT).items() if cost <= 4}
    assert readings(DOUBT, dearest=4) == pytest.approx(wanted)
    assert list(readings(DOUBT, dearest=0)) == ["Neta"]


def test_a_doubled_letter_needs_a_step_between() -> None:
    twice: Lattice = ((("l", 0.0),), (("", 0.0), ("l", 0.5)), (("l", 0.0),))
    assert readings(twice, dearest=1) == pytest.approx({"ll": 0.0, "l": 0.5})


def test_no_picture_no_readings() -> None:
    assert readings((), dearest=5) == {"": 0.0}


def test_spaces_are_single() -> None:
    spaced: Lattice = ((("a", 0.0),), ((" ", 0.0),), (("", 0.0), ("b", 1.0)), ((" ", 0.0),), (("c", 0.0),))
    assert readings(spaced, dearest=2) == pytest.approx({"a c": 0.0, "a b c": 1.0})
