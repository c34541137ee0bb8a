"""People's names over two lines in large type."""

import pytest

from cardscan import scan_text
from cardscan.fields.context.proofs.stacked import stacked_name
from cardscan.fields.layout.blocks import Block
from cardscan.model import Kind, Span


def block(number: int, text: str, *, height: float = 20.0, kind: Kind | None = None) -> Block:
    top = 30.0 * number if height < 30 else 70.0 * number
    return Block(
        Span(number, 0, len(text)), text, kind, (10.0, top, 10.0 + height * len(text) / 2, top + height), 1.0
    )


def card(first: str, second: str, *rest: str, height: float = 60.0) -> list[Block]:
    """Two lines of this height over others of a third of it."""
    large = [block(0, first, height=height), block(1, second, height=height)]
    return [*large, *(block(6 + number, text) for number, text in enumerate(rest))]


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        ("HELENA", "MARCHAND", ["h.marchand"]),
        ("Sofie", "de Wit", ["sofie"]),
        ("Jean-Paul", "Garnier", ["jp.garnier"]),
        ("Daniel", "Fischer", []),
        ("Daniel", "Fischer", []),
        ("МАРРАМОВА", "Анна Сергеевна", []),
    ],
)
def test_a_name_over_two_lines_of_large_type(first: str, second: str, people: list[str]) -> None:
    assert stacked_name(card(first, second, "Creative Director"), people) == [0, 1]


@pytest.mark.parametrize(
    ("first", "second", "rest"),
    [
        ("Harbour", "Stone", "Creative Director"),
        ("Daniel", "Consulting", "Creative Director"),
        ("Daniel", "Fischer GmbH", "Creative Director"),
        ("Daniel", "Fischer", "Helena Weber"),
        ("МАРРАМ", "Новая Москва", "Creative Director"),
    ],
)
def test_companies_in_large_type_and_cards_with_another_name(first: str, second: str, rest: str) -> None:
    assert stacked_name(card(first, second, rest), ["info"]) == []


def test_type_of_the_usual_size_proves_nothing() -> None:
    assert stacked_name(card("Daniel", "Fischer", "Creative Director", height=20.0), []) == []


def test_what_the_rest_of_the_card_calls_the_company_stays_the_company() -> None:
    said = scan_text("Daniel Fischer\nFischer Metallbau GmbH\nd.fischer@fischer-metallbau.example").contact
    assert (said.full_name, said.organization) == ("Daniel Fischer", "Fischer Metallbau GmbH")


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (("CARLOS", "EDUARDO", "TANAKA"), []),
        (("Ana", "Lopes", "Marques"), ["ana.lopes"]),
        (("Ane", "Etxeandia", "Uriarte"), ["ane.etxeandia"]),
    ],
)
def test_a_name_over_three_lines(lines: tuple[str, ...], people: list[str]) -> None:
    tall = [block(number, text, height=60.0) for number, text in enumerate(lines)]
    assert stacked_name([*tall, block(8, "Creative Director")], people) == [0, 1, 2]


def test_a_sign_in_larger_letters_is_no_obstacle() -> None:
    sign = block(0, "CR", height=90.0)
    tall = [block(number, text, height=60.0) for number, text in enumerate(("CARLOS", "TANAKA"), 2)]
    assert stacked_name([sign, *tall, block(8, "Creative Director")], []) == [1, 2]
