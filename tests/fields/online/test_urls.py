"""Websites and accounts, and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.online.urls import urls
from cardscan.model import Lines, Social, Url
from tests.support.typed_cards import any_readings, found, typed_card, values


@pytest.mark.parametrize(
    "text",
    [
        "www.weber.example",
        "WWW.WEBER.EXAMPLE",
        "www,weber.example",
        "vvww.weber.example",
        "ww w.weber.example",
        "www. weber.example",
        "Web: www.weber.example",
        "W www.weber.example",
        "Website\t: www.weber.example",
        "https://www.weber.example",
        "https:/www.weber.example",
        "Whttps://www.weber.example",
    ],
)
def test_a_website_is_read_through_labels_and_slips(text: str) -> None:
    assert values("url", "Anna Weber", text) == ["https://www.weber.example"]


@pytest.mark.parametrize("text", ["weber.example", "Web: weber.example", "WEBER.EXAMPLE"])
def test_a_bare_domain_is_a_website(text: str) -> None:
    assert values("url", "Anna Weber", text) == ["https://weber.example"]


def test_http_and_the_path_are_kept() -> None:
    assert values("url", "http://weber.example/Team/anna") == ["http://weber.example/Team/anna"]


@pytest.mark.parametrize(
    "text",
    [
        "Weber N.V.", "Weber S.A.", "Falk Sp.z o.o.", "Falk e.V.", "Mira Falk, Ph.D", "Tel.no 12",
        "Pvt.Ltd", "Elm Rd.London", "Dipl.Ing Mira Falk", "M.Tech", "PRASAD.C", "Sat.-Sun. 9.00-18.00",
    ],
)  # fmt: skip
def test_an_abbreviation_is_no_website(text: str) -> None:
    assert values("url", text) == []


def test_the_domain_of_an_address_is_no_website() -> None:
    assert values("url", "anna@weber.example") == []


def test_a_website_over_two_lines_is_joined() -> None:
    assert values("url", "www.weber.example/", "team/anna") == ["https://www.weber.example/team/anna"]


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("www.falkwo", "https://www.falkworks.example"),
        ("Web: www.falkwo", "https://www.falkworks.example"),
        ("https://falkwo", "https://falkworks.example"),
    ],
)
def test_a_website_cut_within_a_word_is_joined(begun: str, whole: str) -> None:
    card = typed_card(f"{begun}\trks.example")
    first, second = card.lines
    a, b, c, d = ((x - 58, y) for x, y in second.quad)
    touching = replace(card, lines=(first, replace(second, quad=(a, b, c, d))))
    assert [url.value for url in urls(sheet_of(touching))] == [Url(whole)]


def test_a_blurred_website_is_read_by_the_cards_address() -> None:
    assert values("url", "info@falkworks.example", "wwwfaIkworksexampIe") == ["https://www.falkworks.example"]


@pytest.mark.parametrize(
    ("text", "service", "value"),
    [
        ("linkedin.com/in/mirafalk", "linkedin", "linkedin.com/in/mirafalk"),
        ("www.facebook.com/MiraFalk", "facebook", "www.facebook.com/MiraFalk"),
        ("x.com/mirafalk", "x", "x.com/mirafalk"),
        ("Skype: mira.falk", "skype", "mira.falk"),
        ("微信：mirafalk", "wechat", "mirafalk"),
        ("Instagram @mirafalk", "instagram", "@mirafalk"),
        ("in/mirafalk", "linkedin", "in/mirafalk"),
        ("@mirafalk", "x", "@mirafalk"),
        ("@mira.falk.studio", "instagram", "@mira.falk.studio"),
    ],
)
def test_an_account_is_told_from_a_website(text: str, service: str, value: str) -> None:
    (account,) = found("social", "Mira Falk", text)
    assert isinstance(account.value, Social)
    assert (account.value.service, account.value.value.removeprefix("@")) == (
        service,
        value.removeprefix("@"),
    )
    assert values("url", "Mira Falk", text) == []


def test_a_company_whose_name_ends_like_a_network_is_a_website() -> None:
    assert values("url", "www.vertex.com") == ["https://www.vertex.com"]


@given(any_readings())
@settings(deadline=None, max_examples=60)
def test_any_text_gives_websites_within_its_lines(reading: Lines) -> None:
    for url in urls(sheet_of(reading)):
        assert 0 <= url.confidence <= 1
        for span in url.spans:
            assert 0 <= span.start < span.end <= len(reading.lines[span.line].text)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("www.grün-söhne.example", "https://www.grün-söhne.example"),
        ("bäckerei-falk.example", "https://bäckerei-falk.example"),
        ("https://grønvær.example/kontakt", "https://grønvær.example/kontakt"),
    ],
)
def test_a_website_in_other_letters_is_whole(text: str, site: str) -> None:
    assert values("url", text) == [site]


def test_two_websites_with_a_stroke_between_them_are_two() -> None:
    text = "www.anna-weber.example / weberlab.en.bright.example"
    assert values("url", text) == ["https://www.anna-weber.example", "https://weberlab.en.bright.example"]
    account = "anna@weber.example / weberlab.example / Twitter @weberlab"
    assert values("url", account) == ["https://weberlab.example"]
    assert values("url", "www.anna-weber.example/about") == ["https://www.anna-weber.example/about"]


@pytest.mark.parametrize("site", ["falk.co.uk", "falk.com.br", "falk-keramik.co.jp", "falk.example"])
def test_a_bare_website_counts_under_suffixes_of_one_part_and_of_two(site: str) -> None:
    assert values("url", "Falk Keramik", site) == [f"https://{site}"]


def test_a_capital_i_among_other_capitals_of_a_website_is_one() -> None:
    assert values("url", "www.McIver.example", "www.falkhoteIs.example") == [
        "https://www.mciver.example", "https://www.falkhotels.example",
    ]  # fmt: skip
