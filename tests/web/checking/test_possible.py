import re

import pytest

from cardscan.web.checking.possible import EMAIL, NUMBER


@pytest.mark.parametrize("text", ["anna@weber.example", "a.b+c@grün-söhne.example", "x@a.b.co"])
def test_an_e_mail_can_be_one(text: str) -> None:
    assert re.fullmatch(EMAIL, text)


@pytest.mark.parametrize("text", ["anna@weber", "anna.weber.example", "a b@c.example", "@b.co"])
def test_what_is_no_e_mail_is_seen(text: str) -> None:
    assert not re.fullmatch(EMAIL, text)


@pytest.mark.parametrize("text", ["+49 30 12345678", "(020) 7946-0123", "112", "030/12 34 5-0"])
def test_a_number_can_be_one(text: str) -> None:
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["12", "0I5112345678", "call me", "+" + "1" * 18])
def test_what_is_no_number_is_seen(text: str) -> None:
    assert not re.fullmatch(NUMBER, text)
