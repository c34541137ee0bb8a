"""Names of people that known names tell."""

import pytest

from cardscan.fields.context.proofs.people import people
from cardscan.fields.layout.blocks import Block
from cardscan.model import Kind, Span


def block(text: str, kind: Kind | None = None) -> Block:
    return Block(Span(0, 0, len(text)), text, kind, (0.0, 0.0, 200.0, 20.0), 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber",
        "ANNA WEBER",
        "Mrs J Okafor BA (Hons)",
        "The Hon. Anna St. J. Weber",
        "Julia Weber, dr. med.",
    ],
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


@pytest.mark.parametrize("text", ["M. et Mme Garnier", "Familie Huber", "Fam. Huber", "Mr & Mrs Hall"])
def test_a_household_below_something_else_is_named(text: str) -> None:
    assert people([block("Waldblick"), block(text)]) == [1]


@pytest.mark.parametrize("text", ["Juliana", "Cleide", "Catherine et Omar"])
def test_a_given_name_alone_is_a_person_below_two_lines(text: str) -> None:
    assert people([block("MIRALUNA"), block("Banho e Tosa"), block(text)]) == [2]
    assert people([block("MIRALUNA"), block(text)]) == []
    assert people([block("MIRALUNA"), block("Banho e Tosa"), block(text), block("Anna Weber")]) == [3]


@pytest.mark.parametrize("text", ["Victoria", "weber", "Moulin"])
def test_a_town_or_another_word_is_none(text: str) -> None:
    assert people([block("MIRALUNA"), block("Banho e Tosa"), block(text)]) == []


def test_a_given_name_with_an_unknown_word_is_a_person_where_nobody_is_named() -> None:
    assert people([block("MIRALUNA"), block("Doug Quorlby")]) == [1]
    assert people([block("MIRALUNA"), block("Doug Quorlby"), block("Anna Weber")]) == [2]
    assert people([block("Doug Quorlby"), block("MIRALUNA")]) == []


@pytest.mark.parametrize("text", ["Devan s/o Raman", "MEENA D/O KRISHNAN", "Suresh a/l Muniandy"])
def test_whose_child_somebody_is_is_of_a_name(text: str) -> None:
    assert people([block(text)]) == [0]
