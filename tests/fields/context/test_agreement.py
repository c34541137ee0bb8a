"""What mail addresses and domains say about names."""

from __future__ import annotations

import pytest

from cardscan.fields.context.agreement import company_agreement, person_agreement


@pytest.mark.parametrize(
    "local",
    [
        "mary.brown",
        "mbrown",
        "m.brown",
        "brown.mary",
        "brownm",
        "mary_b",
        "mary",
        "brown",
        "mb",
        "mary.brown77",
    ],
)
def test_the_usual_local_parts_speak_for_the_name(local: str) -> None:
    assert person_agreement("Mary Brown", local) >= 0.7


def test_accents_and_titles_do_not_stand_in_the_way() -> None:
    assert person_agreement("Dr. Jürgen Größ", "juergen.groess") >= 0.9
    assert person_agreement("Zoë Lefèvre", "zlefevre") >= 0.9


def test_a_misread_letter_still_agrees() -> None:
    assert person_agreement("Christina Bergstein", "chrlstina.bergstein") >= 0.8


@pytest.mark.parametrize("text", ["Sales Manager", "12 Elm Row", "Guild of Painters"])
def test_other_lines_do_not_agree(text: str) -> None:
    assert person_agreement(text, "mary.brown") < 0.5


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Falk Instruments GmbH", "falk-instruments"),
        ("Falk Instruments GmbH", "falk"),
        ("Falk Instruments GmbH", "falkinstruments"),
        ("Guild of Harlow Painters", "ghp"),
        ("FALK", "falkgroup"),
    ],
)
def test_domains_speak_for_the_company(text: str, label: str) -> None:
    assert company_agreement(text, label) >= 0.7


def test_a_domain_says_nothing_about_a_street() -> None:
    assert company_agreement("12 Elm Row", "falk") == 0.0


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("Десислава Караиванова", "d.karaivanova"),
        ("Дзвенислава Ощипко", "d.oshchypko"),
        ("Μανώλης Φαλκάκης", "falkakis.m"),
    ],
)
def test_cyrillic_and_greek_names_agree_as_their_people_write_them_in_latin(text: str, local: str) -> None:
    assert person_agreement(text, local) >= 0.75
    assert person_agreement(text, "info") == 0.0
