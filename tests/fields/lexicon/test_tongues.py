"""The languages that a card speaks, and where its names are common."""

from __future__ import annotations

import pytest

from cardscan.fields.lexicon.tongues import countries_of_names, countries_spoken, tongues


@pytest.mark.parametrize(
    ("words", "country"),
    [("Makelaar", "NL"), ("Ügyvezető", "HU"), ("Genel Müdür", "TR"), ("Arquiteta", "PT"), ("Gérante", "FR")],
)
def test_a_language_speaks_for_its_countries(words: str, country: str) -> None:
    votes = countries_spoken([words])
    assert votes[country] == max(votes.values()) > 0


@pytest.mark.parametrize("words", ["Sales Manager", "Manager", "GmbH", "", "Xyz"])
def test_english_is_printed_everywhere(words: str) -> None:
    assert not tongues([words])


def test_names_speak_less_than_words() -> None:
    votes = countries_of_names(["Hiroshi Tanaka"])
    assert max(votes, key=votes.__getitem__) == "JP"
    assert 0 < votes["JP"] <= 1
