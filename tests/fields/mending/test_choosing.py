"""What a line says, chosen among what the picture allows by what else is known."""

import pytest

from cardscan import geometry
from cardscan.fields.mending.choosing import chosen, shipped_weights
from cardscan.model import Lattice, Line, Lines

QUAD = geometry.rectangle(300, 40)


def lattice(text: str, doubts: dict[int, tuple[str, float]]) -> Lattice:
    """Return the lattice of a text in which some letters may be others, at a cost."""
    steps: list[tuple[tuple[str, float], ...]] = []
    for place, letter in enumerate(text):
        other = (doubts[place],) if place in doubts else ()
        steps += [((letter, 0.0), *other), (("", 0.0),)]
    return tuple(steps)


def reading(text: str, doubts: dict[int, tuple[str, float]], *others: str) -> Lines:
    lines = [Line(text, QUAD, 0.9, lattice(text, doubts)), *(Line(other, QUAD, 0.9) for other in others)]
    return Lines(tuple(lines), "test", 300, 200)


@pytest.mark.parametrize(
    ("text", "doubts", "others", "right"),
    [
        ("Managinq Director", {7: ("g", 2.0)}, (), "Managing Director"),
        ("anna@webcr.example", {8: ("e", 1.5)}, ("www.weber.example",), "anna@weber.example"),
        ("Anna Zarbcl", {9: ("e", 0.4)}, ("anna.zarbel@zarbel.example",), "Anna Zarbel"),
    ],
)
def test_words_and_the_card_s_other_lines_choose(
    text: str, doubts: dict[int, tuple[str, float]], others: tuple[str, ...], right: str
) -> None:
    assert chosen(reading(text, doubts, *others)).lines[0].text == right


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Managing Director", {7: ("q", 0.1)}),
        ("Anna Zarbcl", {9: ("e", 6.5)}),
        ("+49 30 1234567", {8: ("7", 0.5)}),
    ],
)
def test_nothing_is_changed_that_the_picture_denies_or_nobody_knows_better(
    text: str, doubts: dict[int, tuple[str, float]]
) -> None:
    assert chosen(reading(text, doubts)).lines[0].text == text


def test_a_line_without_a_picture_stays() -> None:
    typed = Lines((Line("Managinq Director", QUAD, 1.0),), "text", 300, 40)
    assert chosen(typed) == typed


def test_what_the_picture_says_costs_and_what_is_known_pays() -> None:
    weights = shipped_weights()
    assert weights["cost"] < 0 < weights["known"]
    assert weights["same host"] > 0
