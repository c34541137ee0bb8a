"""The languages that a card speaks, and where its names are common."""

from __future__ import annotations

import phonenumbers
import pytest

from cardscan import scan_text
from cardscan.fields.lexicon.tongues import countries_of_names, countries_spoken, tongues
from cardscan.fields.lexicon.words import entries


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
    votes = countries_of_names(["João Oliveira"])
    assert max(votes, key=votes.__getitem__) == "BR"
    assert 0 < votes["BR"] <= 1


@pytest.mark.parametrize("name", ["Kim Harris", "Lee Cooper", "Mai Sørensen"])
def test_a_given_name_that_is_a_family_elsewhere_turns_no_name_round(name: str) -> None:
    said = scan_text(f"{name}\nPlumber").contact
    assert (said.given_name, said.family_name) == tuple(name.split())


@pytest.mark.parametrize("kind", ["given_names", "family_names"])
def test_names_are_known_from_countries_that_there_are(kind: str) -> None:
    homes = {home for homes in entries(kind).values() for home in homes if home.isupper()}
    assert homes <= {*phonenumbers.SUPPORTED_REGIONS}
