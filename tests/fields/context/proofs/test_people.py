"""Names of people that known names tell."""

import pytest

from cardscan.fields.context.proofs.people import people
from cardscan.fields.layout.blocks import Block
from cardscan.model import Kind, Span


def block(text: str, kind: Kind | None = None) -> Block:
    return Block(Span(0, 0, len(text)), text, kind, (0.0, 0.0, 200.0, 20.0), 1.0)


@pytest.mark.parametrize(
    "text", ["Anna Weber", "ANNA WEBER", "Mrs J Okafor BA (Hons)", "Julia Weber, dr. med."]
)
def test_known_names_and_one_beside_degrees_or_a_prefix_are_a_person(text: str) -> None:
    assert people([block(text)]) == [0]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber GmbH",
        "anna weber",
        "Weber Consulting",
        "Dr. House Cleaning Services",
        "王小明",
        "12 Anna St",
    ],
)
def test_companies_small_letters_and_numbers_are_none(text: str) -> None:
    assert people([block(text)]) == []


def test_what_is_known_by_its_form_is_none() -> None:
    assert people([block("Anna Weber", "email")]) == []
