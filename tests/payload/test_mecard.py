"""MECARD and its kin."""

from cardscan.model import Address, Email, PersonName, Phone, Url
from cardscan.payload import parse_payload
from tests.support.said import only


def test_a_mecard_is_read_with_its_escapes() -> None:
    found = parse_payload(
        "MECARD:N:Doe,John;ORG:Smith\\; Sons;TEL:+12125550123;EMAIL:john@doe.example;"
        "URL:HTTP\\://DOE.EXAMPLE/Team;ADR:,,1 Main St,Boston,MA,02101,US;NOTE:hi;;"
    )
    assert {candidate.kind: candidate.value for candidate in found} == {
        "name": PersonName(given="John", family="Doe"),
        "organization": "Smith; Sons",
        "phone": Phone("+12125550123", "+12125550123"),
        "email": Email("john@doe.example"),
        "url": Url("http://doe.example/Team"),
        "address": Address(
            "1 Main St", "Boston", "MA", "02101", "US", "US", "1 Main St, Boston, MA, 02101, US"
        ),
        "note": "hi",
    }


def test_an_address_in_one_piece_stays_in_one_piece() -> None:
    assert only("MECARD:ADR:1 Main St, Boston MA;;", "address") == Address(formatted="1 Main St, Boston MA")


def test_a_bizcard_is_read() -> None:
    found = parse_payload(
        "BIZCARD:N:Sean;X:Miller;T:Engineer;C:Acme;B:+12125551212;F:+12125551213;E:sean@acme.example;;"
    )
    assert [candidate.value for candidate in found] == [
        PersonName(given="Sean", family="Miller"),
        "Engineer",
        "Acme",
        Email("sean@acme.example"),
        Phone("+12125551212", "+12125551212", "work"),
        Phone("+12125551213", "+12125551213", "fax"),
    ]
