"""Values over several lines that the CRF parted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cardscan.fields.context.joining import whole_values
from cardscan.fields.layout.blocks import Block
from cardscan.model import Span


def blocks_of(*texts: str) -> list[Block]:
    return [
        Block(Span(y, 0, len(text)), text, None, (20, 50 * y, 300, 50 * y + 40), 1.0)
        for y, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("kind", "texts", "together"),
    [
        ("name", ("Anna", "Weber"), True),
        ("name", ("Anna Weber", "Paul Maier"), False),
        ("name", ("Anna", "花子"), False),
        ("title", ("取締役", "副社長"), True),
        ("title", ("Director", "Engineer"), False),
        ("address", ("Falk Tower", "12 Elm Row Boston"), True),
        ("address", ("12 Elm Row Boston", "9 Ash Row Paris"), False),
    ],
)
def test_what_is_half_a_value_joins_the_next(kind: str, texts: tuple[str, ...], *, together: bool) -> None:
    whole = whole_values([(kind, [0]), (kind, [1])], blocks_of(*texts), ())
    assert whole == ([(kind, [0, 1])] if together else [(kind, [0]), (kind, [1])])


def test_an_email_address_proves_a_line_to_be_half_of_a_name() -> None:
    blocks = blocks_of("Margit", "WEBERHOF")
    assert whole_values([("name", [1])], blocks, ("weberhof.margit",)) == [("name", [0, 1])]
    assert whole_values([("name", [1])], blocks, ("info",)) == [("name", [1])]


@pytest.mark.parametrize(
    ("second", "gap", "together"),
    [("de projet", 12.0, True), ("Sales", 12.0, False), ("de projet", 80.0, False)],
)
def test_a_line_read_in_two_pieces_goes_on_in_small_letters(
    second: str, gap: float, *, together: bool
) -> None:
    first = Block(Span(0, 0, 4), "Chef", None, (20, 50, 100, 90), 1.0)
    beside = Block(Span(1, 0, len(second)), second, None, (100 + gap, 50, 250 + gap, 90), 1.0)
    whole = whole_values([("title", [0])], [first, beside], ())
    assert whole == [("title", [0, 1] if together else [0])]


@pytest.mark.parametrize(
    ("between", "together"), [("Woodside", True), ("Room 12", False), ("A very long line of words", False)]
)
def test_a_district_between_a_street_and_its_town_joins_them(between: str, *, together: bool) -> None:
    groups = [("address", [0]), ("address", [2])]
    whole = whole_values(groups, blocks_of("12 Elm Row", between, "Boston"), ())
    assert whole == ([("address", [0, 1, 2])] if together else groups)


@pytest.mark.parametrize("local", ["rkorhu", "rosa.hamani"])
def test_two_names_that_an_email_address_proves_to_be_halves_are_one(local: str) -> None:
    blocks = blocks_of("Lic. Rosa Ilva", "Korhu Hamani")
    assert whole_values([("name", [0]), ("name", [1])], blocks, [local]) == [("name", [0, 1])]


@pytest.mark.parametrize(
    ("below", "together"),
    [("for sales and service", True), ("по коммерческим вопросам", True), ("Fresh fish daily", False),
     ("of 3 Elm Row", False), ("de Jong", False), ("de la Falk SARL", False)],
)  # fmt: skip
def test_a_title_goes_on_in_a_line_that_begins_with_a_small_word(below: str, *, together: bool) -> None:
    blocks = blocks_of("Deputy director", below)
    assert whole_values([("title", [0])], blocks, ()) == [("title", [0, 1] if together else [0])]


def test_a_legal_form_alone_takes_the_company_s_name_below_it() -> None:
    blocks = blocks_of("UD.", "FALKA LESTARI", "Furniture")
    assert whole_values([("organization", [0]), ("name", [1])], blocks, ()) == [("organization", [0, 1])]
    assert whole_values([("organization", [0])], blocks_of("Falka UD.", "Furniture"), ()) == [
        ("organization", [0])
    ]
    assert whole_values([("organization", [0])], blocks_of("UD."), ()) == [("organization", [0])]


def test_a_building_between_a_street_and_a_code_alone_joins_them() -> None:
    blocks = blocks_of("Praça Falka, 112", "Ed. Maria Falk", "Boa Vila – Falkal", "CEP 51020-130")
    assert whole_values([("address", [0]), ("address", [3])], blocks, ()) == [("address", [0, 1, 2, 3])]
    loose = blocks_of("Praça Falka, 112", "Ed. Maria Falk", "Boa Vila – Falkal", "Rua Falka 9, Recife")
    assert whole_values([("address", [0]), ("address", [3])], loose, ()) == [
        ("address", [0]),
        ("address", [3]),
    ]


def test_two_titles_on_a_line_are_one_and_below_each_other_two() -> None:
    below = blocks_of("Winemaker", "Head of Tourism")
    beside = [below[0], replace(below[1], parted=True)]
    groups = [("title", [0]), ("title", [1])]
    assert whole_values(groups, beside, ()) == [("title", [0, 1])]
    assert whole_values(groups, below, ()) == groups
