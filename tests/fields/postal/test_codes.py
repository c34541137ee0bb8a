"""Postal codes of each country, as printed and as misread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.postal.codes import clean_code, find_codes, mended_codes, shapes


def test_every_shape_compiles_and_none_takes_a_whole_sentence() -> None:
    assert len(shapes()) > 150
    assert not [country for country in shapes() if list(find_codes("no code in here", country))]


def test_a_box_number_is_no_postal_code() -> None:
    assert not list(find_codes("P.O. Box 21311", "US"))
    assert clean_code("CH-8002") == "8002"


@pytest.mark.parametrize(
    ("country", "text", "found"),
    [
        ("DE", "D-80331 München", ["80331"]),
        ("US", "Albany OR 97321-0042", ["97321-0042"]),
        ("GB", "Bakewell DE45 1AB", ["DE45 1AB"]),
        ("NL", "1234 AB Hilversum", ["1234 AB"]),
        ("BR", "01304-001 São Paulo", ["01304-001"]),
        ("DE", "Postfach 10 20 30, 50667 Köln", ["50667"]),
        ("XX", "80331 München", []),
    ],
)
def test_codes_are_found_by_their_country_s_shape(country: str, text: str, found: list[str]) -> None:
    assert [clean_code(code[0]) for code in find_codes(text, country)] == found


@pytest.mark.parametrize(
    ("country", "read", "meant"),
    [
        ("GB", "Hove BNI 4AP", "Hove BN1 4AP"),
        ("PL", "O5-215 Warszawa", "05-215 Warszawa"),
        ("DE", "8O331 München", "80331 München"),
        ("DE", "80331 MÜNCHEN O", "80331 MÜNCHEN O"),
        ("DE", "OOOOO", "OOOOO"),
        ("SZ", "Tel: 2217 1234", "Tel: 2217 1234"),
        ("XX", "8O331", "8O331"),
    ],
)
def test_letters_and_digits_in_a_code_are_put_right(country: str, read: str, meant: str) -> None:
    assert mended_codes(read, country) == meant


@given(st.text("0O1Il2Z5S8B -ABCDE", max_size=20), st.sampled_from(["DE", "GB", "PL", "NL", "CA"]))
def test_mending_keeps_the_length_and_gives_a_code_or_the_text(text: str, country: str) -> None:
    mended = mended_codes(text, country)
    assert len(mended) == len(text)
    assert mended == text or next(find_codes(mended, country), None)


def test_the_code_stands_before_the_town_or_behind_it() -> None:
    assert shapes()["DE"].before_town
    assert not shapes()["US"].before_town
    assert shapes()["US"].of_digits
    assert not shapes()["GB"].of_digits


@pytest.mark.parametrize(
    ("text", "country", "wanted"),
    [
        ("Rimouski (Québec) GsL 4H9", "CA", "Rimouski (Québec) G5L 4H9"),
        ("London N1 zAB", "GB", "London N1 2AB"),
    ],
)
def test_small_letters_that_look_like_digits_are_put_right(text: str, country: str, wanted: str) -> None:
    assert mended_codes(text, country) == wanted
