"""Domain names: which exist, which carry mail, and what a misread one should be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.online.domains import (
    is_domain,
    is_suffix,
    longest,
    mail_domains,
    mended,
    registered,
    shape,
    suffix_of,
)


def test_public_mail_hosts_say_nothing_of_a_company() -> None:
    assert "gmx.de" in mail_domains()
    assert "weber.example" not in mail_domains()


@pytest.mark.parametrize(
    ("host", "suffix", "name"),
    [
        ("www.weber.example", "example", "weber.example"),
        ("shop.Weber.co.uk", "co.uk", "weber.co.uk"),
        ("weber.com.br", "com.br", "weber.com.br"),
        ("www.falk.np", "np", "falk.np"),
        ("mail.falk.com.np", "com.np", "falk.com.np"),
        ("oakham.sch.uk", "sch.uk", "oakham.sch.uk"),
        ("www.city.kobe.jp", "kobe.jp", "city.kobe.jp"),
        ("www.falk-söhne.example", "example", "falk-söhne.example"),
        ("example", "example", ""),
        ("co.uk", "co.uk", ""),
        ("file.c0m", "", ""),
        ("", "", ""),
    ],
)
def test_a_host_has_a_suffix_and_the_name_registered_under_it(host: str, suffix: str, name: str) -> None:
    assert (suffix_of(host), registered(host)) == (suffix, name)
    assert is_suffix(suffix) is bool(suffix)


@pytest.mark.parametrize(
    "text", ["Sp.z", "co.uk", "weber", "-a.example", "a..example", f"{'a' * 64}.example", ""]
)
def test_what_only_looks_like_a_domain_is_none(text: str) -> None:
    assert not is_domain(text)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("weber.example", "weber.example"),
        ("weber.c0m", "weber.com"),
        ("weber.corn", "weber.com"),
        ("weber.inf0", "weber.info"),
        ("weber_tea.example", "weber-tea.example"),
        ("gmai1.com", "gmail.com"),
        ("grnail.com", "gmail.com"),
        ("gmailcom", "gmail.com"),
        ("hotmai.com", "hotmail.com"),
        ("weber.example.", "weber.example"),
        ("weber", ""),
    ],
)
def test_a_misread_domain_is_mended(read: str, meant: str) -> None:
    assert mended(read) == meant


def test_a_domain_that_the_card_proves_mends_another_that_looks_like_it() -> None:
    known = frozenset({"weberei.io"})
    assert mended("webere1.i0", known) == "weberei.io"
    assert mended("webere1.com", known) == "webere1.com"


@pytest.mark.parametrize(
    ("text", "domain", "rest"),
    [
        ("weber.example", "weber.example", ""),
        ("weber.exampleAustin", "weber.example", "Austin"),
        ("icloud.com570", "icloud.com", "570"),
        ("weber.comwww.weber.com", "weber.com", "www.weber.com"),
        ("weber.exampletel:030", "weber.example", "tel:030"),
        ("nothing at all", "", "nothing at all"),
    ],
)
def test_text_glued_to_a_domain_is_cut_off(text: str, domain: str, rest: str) -> None:
    found, taken = longest(text)
    assert (found, text[taken:]) == (domain, rest)


@given(st.text("abcil1o05s8.-@ WwvrnM", max_size=40))
def test_any_text_gives_a_domain_that_exists_or_none(text: str) -> None:
    assert mended(text) == "" or is_domain(mended(text))
    found, taken = longest(text)
    assert 0 <= taken <= len(text)
    assert bool(found) == bool(taken)
    assert shape(shape(text)) == shape(text)
