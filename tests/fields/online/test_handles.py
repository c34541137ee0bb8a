"""Accounts that are printed without a link."""

from __future__ import annotations

import pytest

from cardscan.model import Social
from tests.support.typed_cards import found, values


def accounts(*rows: str) -> list[tuple[str, str]]:
    said = [candidate.value for candidate in found("social", *rows)]
    return [(value.service, value.value.removeprefix("@")) for value in said if isinstance(value, Social)]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Instagram: falk.studio", "instagram"),
        ("Instagram: @falk.studio", "instagram"),
        ("@falk.studio TikTok", "tiktok"),
        ("TikTok @falk.studio", "tiktok"),
        ("IG | @falk.studio", "instagram"),
        ("@falk.studio (Instagram)", "instagram"),
        ("@falk.studio", "instagram"),
        ("O @falk.studio", "instagram"),
        ("Instagram falk.studio", "instagram"),
        ("@falk.studio on LinkedIn", "linkedin"),
    ],
)
def test_a_handle_may_look_like_a_domain(text: str, service: str) -> None:
    assert accounts("Mira Falk", text) == [(service, "falk.studio")]
    assert values("url", "Mira Falk", text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("LinkedIn: Mira Falk", [("linkedin", "Mira Falk")]),
        ("YouTube: Falk Works TV", [("youtube", "Falk Works TV")]),
        ("LinkedIn: Mira Falk | Xing: Mira_Falk", [("linkedin", "Mira Falk"), ("xing", "Mira_Falk")]),
        ("LinkedIn: Mira Falk Instagram: mfalk", [("linkedin", "Mira Falk"), ("instagram", "mfalk")]),
        ("LinkedIn: in/mirafalk", [("linkedin", "in/mirafalk")]),
        ("Telegram mira_falk", [("telegram", "mira_falk")]),
        ("Facebook marketing, YouTube films", []),
        ("Facebook: mirafalk Tel: 030 123456", [("facebook", "mirafalk")]),
    ],
)
def test_a_network_may_stand_before_the_name_it_shows(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(accounts("Falk Works", text)) == sorted(wanted)


@pytest.mark.parametrize(
    ("rows", "sites"),
    [
        (("LinkedIn: falk.example",), ["https://falk.example"]),
        (("Instagram: www.falk.example",), ["https://www.falk.example"]),
    ],
)
def test_a_website_behind_a_networks_name_stays_one(rows: tuple[str, ...], sites: list[str]) -> None:
    assert values("url", *rows) == sites


def test_a_line_id_that_looks_like_a_domain_is_an_account_and_no_website() -> None:
    assert accounts("LINE ID : nok.srl") == [("line", "nok.srl")]
    assert accounts("LINE: www.nok.example") == []


def test_half_of_an_address_is_no_account() -> None:
    assert accounts("mira@falk.example", "@falk.example", "@gmail.com") == []


@pytest.mark.parametrize("text", ["@mira@social.example", "Mastodon: @mira@social.example"])
def test_an_account_on_one_of_many_servers_is_no_address(text: str) -> None:
    assert accounts(text) == [("mastodon", "mira@social.example")]
    assert values("email", text) == []
