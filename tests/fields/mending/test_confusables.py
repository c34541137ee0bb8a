"""Which misread letters a legal form or a street word proves, and which words stay."""

import pytest

from cardscan.fields.mending.confusables import with_known_forms


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Borgo Verde S.r.I.", "Borgo Verde S.r.l."),
        ("JI. Melati No. 5", "Jl. Melati No. 5"),
        ("P.O. Box 100, AI Waha Rd.", "P.O. Box 100, Al Waha Rd."),
        ("Khalid AI Falahi", "Khalid Al Falahi"),
    ],
)
def test_what_looks_like_a_known_form_is_read_as_one(read: str, printed: str) -> None:
    assert with_known_forms(read, turkish=False) == printed


def test_a_dollar_is_the_s_of_the_cards_language() -> None:
    assert with_known_forms("Liman Yapı A.$.", turkish=True) == "Liman Yapı A.Ş."
    assert with_known_forms("Sklep S.A.$.", turkish=False) == "Sklep S.A.S."


@pytest.mark.parametrize(
    "printed",
    ["S.I. Khan", "VI. Bezirk", "AI Engineer", "AI Solutions", "Model A1", "10. Mai", "P.I. Brown", "I.T. 5"],
)
def test_initials_numerals_and_trades_stay(printed: str) -> None:
    assert with_known_forms(printed, turkish=True) == printed
