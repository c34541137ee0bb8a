"""Links, addresses and numbers that stand alone in a code."""

import pytest

from cardscan.model import Email, Phone, Social, Url, Value
from cardscan.payload import parse_payload
from tests.support.said import only


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("https://acme.example/anna?x=1", Url("https://acme.example/anna?x=1")),
        ("HTTPS://WWW.ACME.EXAMPLE/Team", Url("https://www.acme.example/Team")),
        ("URL:http://acme.example", Url("http://acme.example")),
        ("MEBKM:TITLE:Acme;URL:http://acme.example;;", Url("http://acme.example")),
        ("www.acme.example", Url("https://www.acme.example")),
        ("https://www.linkedin.com/in/anna", Social("linkedin", "https://www.linkedin.com/in/anna")),
        ("https://wa.me/491512345", Social("whatsapp", "https://wa.me/491512345")),
        ("https://zaloapp.com/qr/p/1x2y3z", Social("zalo", "https://zaloapp.com/qr/p/1x2y3z")),
        ("https://lin.ee/1x2y3z", Social("line", "https://lin.ee/1x2y3z")),
        ("https://u.wechat.com/1x2y3z", Social("wechat", "https://u.wechat.com/1x2y3z")),
        ("https://t.me/mirafalk", Social("telegram", "https://t.me/mirafalk")),
        ("https://www.xn--grn-shne-r4a0d.example", Url("https://www.grün-söhne.example")),
        ("https://vertex.com", Url("https://vertex.com")),
        ("mailto:anna@Acme.Example?subject=Hi", Email("anna@acme.example")),
        ("MATMSG:TO:anna@acme.example;SUB:Hi;BODY:x;;", Email("anna@acme.example")),
        ("anna@acme.example", Email("anna@acme.example")),
        ("tel:+81-3-1234-5678", Phone("+81312345678", "+81-3-1234-5678")),
        ("+49 30 1234567", Phone("+49301234567", "+49 30 1234567")),
        ("0170 1234567", Phone("0170 1234567", "0170 1234567")),
        ("SMSTO:+4915123456789:Hello", Phone("+4915123456789", "+4915123456789", "cell")),
        ("Member 4711", "Member 4711"),
    ],
)
def test_single_values_are_recognised(payload: str, value: Value) -> None:
    assert [candidate.value for candidate in parse_payload(payload)] == [value]


@pytest.mark.parametrize(
    "payload", ["https://qrco.de/1x2y3z", "HTTPS://FLOWCODE.COM/P/1X2Y", "https://bit.ly/1x2"]
)
def test_a_link_that_only_forwards_is_nobodys_website(payload: str) -> None:
    assert parse_payload(payload) == ()


def test_numbers_without_a_country_need_the_region() -> None:
    assert only("tel:020 7946 0123", "phone") == Phone("020 7946 0123", "020 7946 0123")
    assert only("tel:020 7946 0123", "phone", "GB") == Phone("+442079460123", "020 7946 0123")
