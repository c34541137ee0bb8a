"""What a block shows beside its neighbours, as the CRF weighs it."""

from hypothesis import given

from cardscan.fields import understood
from cardscan.fields.context.features import chain_of
from cardscan.model import Lines
from tests.support.typed_cards import any_readings, typed_card


def marks(*rows: str) -> dict[str, set[str]]:
    """Return the features of each block of a typed card, by its text."""
    known = understood(typed_card(*rows))
    return {
        block.text: set(features)
        for block, features in zip(known.blocks, chain_of(known.blocks, known.witnesses), strict=True)
    }


CARD = marks("Anna Weber", "Head of Sales and", "Marketing", "Teahouse GmbH", "anna.weber@teahouse.example")


def test_a_block_whose_kind_is_known_says_only_that() -> None:
    assert CARD["anna.weber@teahouse.example"] == {"is:email"}


def test_the_mail_bears_witness_to_the_person_and_the_company() -> None:
    assert {"person:sure", "best:person"} <= CARD["Anna Weber"]
    assert "best:company" in CARD["Teahouse GmbH"]
    assert "else:person:sure" in CARD["Teahouse GmbH"]
    assert "else:person:sure" not in CARD["Anna Weber"]
    assert "else:legal_forms" in CARD["Anna Weber"]


def test_first_and_last_know_it_and_neighbours_are_told() -> None:
    assert {"at:start", "before:none"} <= CARD["Anna Weber"]
    assert "after:is:email" in CARD["Teahouse GmbH"]
    assert "before:word:titles" in CARD["Marketing"]
    assert any(mark.startswith("before:unfinished:close") for mark in CARD["Marketing"])


def test_a_short_form_and_what_it_stands_for_know_each_other() -> None:
    card = marks("ERP", "Elm Row Press", "12 Ash Lane")
    assert "short for another" in card["ERP"]
    assert "spells another out" in card["Elm Row Press"]


@given(any_readings())
def test_each_block_of_any_reading_has_its_features_sorted_and_once(reading: Lines) -> None:
    known = understood(reading)
    chain = chain_of(known.blocks, known.witnesses)
    assert len(chain) == len(known.blocks)
    assert all(features == sorted(set(features)) for features in chain)
