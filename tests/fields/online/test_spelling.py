"""Look-alike letters of e-mail addresses, put right by the card's own words and by their place."""

import pytest

from cardscan.fields.online.spelling import spelled


@pytest.mark.parametrize(
    ("local", "words", "meant"),
    [
        ("anna.fa1k", ("anna", "falk"), "anna.falk"),
        ("steIlafalk", ("stella", "falk"), "stellafalk"),
        ("Irma.falk", ("irma", "falk"), "Irma.falk"),
        ("info", ("falk",), "info"),
        ("1.falk", (), "l.falk"),
        ("1falk", (), "1falk"),
    ],
)
def test_a_local_part_is_spelled_as_the_card_spells_its_words(
    local: str, words: tuple[str, ...], meant: str
) -> None:
    assert spelled(local, frozenset(words)) == meant
