"""Texts that may be a person's name."""

import pytest

from cardscan.fields.layout.persons import is_part_of_the_world, is_person, is_whole_name, may_be_a_person


@pytest.mark.parametrize("text", ["Anna Weber", "J.H. Park", "Anna Maria Weber"])
def test_known_names_are_a_person(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["Anna", "Weber Consulting", "Anna Weber GmbH", "Anna Weber 12", "Asia Pacific"]
)
def test_trades_forms_numbers_and_one_word_are_none(text: str) -> None:
    assert not is_person(text)


def test_a_whole_name_is_a_given_and_a_family_name_that_are_known() -> None:
    assert is_whole_name("Anna Weber")
    assert not is_whole_name("Anna Xyzzow")


def test_what_a_title_introduces_may_have_degrees_but_no_place() -> None:
    assert may_be_a_person("Dr. Anna Weber Xyzzow PhD")
    assert not may_be_a_person("East Africa")
    assert is_part_of_the_world(("east", "africa"))
