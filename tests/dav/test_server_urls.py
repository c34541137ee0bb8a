"""Which addresses contacts and passwords may be sent to."""

import pytest

from cardscan.dav.errors import ServerError
from cardscan.dav.server_urls import checked_url, child, origin, resolved, same_owner
from cardscan.errors import UsageError


@pytest.mark.parametrize(
    "url",
    [
        "http://cloud.example/dav",
        "ftp://cloud.example",
        "https://",
        "https://anna:geheim@cloud.example",
        "https://anna@cloud.example",
        "https://cloud.example:port/",
        "https://www.googleapis.com/carddav/v1",
        "http://localhost.example/",
        "https://[::1",
    ],
)
def test_addresses_that_must_not_be_used_are_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_url(url)
    assert "geheim" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:5232/", "http://[::1]:5232/x", "http://localhost", "https://a.b/"]
)
def test_addresses_that_may_be_used_are_taken(url: str) -> None:
    assert checked_url(url) == url


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://contacts.weber.example/", "https://p42.weber.example:8443/1/", True),
        ("https://weber.example/", "http://weber.example/", False),
        ("https://weber.example/", "https://weber.example.evil.example/", False),
        ("https://anna.github.io/", "https://berta.github.io/", False),
        ("https://192.0.2.1/", "https://192.0.2.2/", False),
    ],
)
def test_a_server_s_owner_is_known_by_its_domain(url: str, other: str, *, same: bool) -> None:
    assert same_owner(url, other) is same


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://weber.example/a") == origin("https://weber.example:443/b")
    assert origin("http://localhost:5232/") == ("http", "localhost", 5232)
    with pytest.raises(ServerError, match="no address"):
        origin("https://weber.example:tea/")


def test_members_and_references_are_found_from_their_collection() -> None:
    assert (
        child("https://weber.example/book/", "a/b ü.vcf") == "https://weber.example/book/a%2Fb%20%C3%BC.vcf"
    )
    assert resolved("https://weber.example/a/b", "/book/") == "https://weber.example/book/"
    with pytest.raises(ServerError, match="no address"):
        resolved("https://weber.example/", "https://[::1")
