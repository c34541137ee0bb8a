"""Words that no list has, by what they mean."""

import pytest

from cardscan.fields.context.wording import text_marks
from cardscan.fields.lexicon.meaning import (
    is_known_or_like,
    is_like,
    known_or_like,
    like,
    share_known_or_like,
)
from cardscan.fields.lexicon.words import phrases, share, words

KINDS = ("titles", "companies", "departments", "streets")


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_that_is_like_those_of_a_list_is_in_none(kind: str) -> None:
    assert like(kind)
    assert all(like(kind).isdisjoint(words(other)) for other in (*KINDS, "given_names", "family_names"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Housekeeper", "titles"),
        ("Firefighter", "titles"),
        ("Chauffeur", "titles"),
        ("Maurermeister", "titles"),
        ("Zahntechniker", "titles"),
        ("Klantenadviseur", "titles"),
        ("Corner Boutiques", "companies"),
        ("Appliance", "companies"),
    ],
)
def test_what_a_card_prints_is_known_though_no_list_has_it(text: str, kind: str) -> None:
    assert not phrases(kind, text)
    assert f"word:{kind}" in text_marks(text)


def test_known_and_like_words_come_in_the_order_of_the_text() -> None:
    assert known_or_like("titles", "Chief Housekeeper and Manager") == ("chief", "housekeeper", "manager")
    assert share_known_or_like("titles", "Chief Housekeeper and Manager") == 0.75


@pytest.mark.parametrize("text", ["Managing Director", "取締役営業部長", "Anna Weber", ""])
def test_what_the_lists_know_stays_as_it_is(text: str) -> None:
    assert known_or_like("titles", text) == phrases("titles", text)
    assert share_known_or_like("titles", text) == share("titles", text)


def test_a_single_word_is_asked_for_by_its_folded_form() -> None:
    assert is_known_or_like("titles", "manager")
    assert is_known_or_like("titles", "housekeeper")
    assert not is_known_or_like("titles", "weber")


@pytest.mark.parametrize("word", ["hofmeister", "meister", "workpartner"])
def test_a_name_or_an_english_brand_is_no_compound_of_a_title(word: str) -> None:
    assert not is_like("titles", word)
