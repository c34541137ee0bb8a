"""vCards of every version, and what is broken in them."""

import pytest

from cardscan.model import Address, Email, PersonName, Phone, Social, Url
from cardscan.payload import parse_payload
from tests.support.said import only, values

VCARD_3 = """BEGIN:VCARD
VERSION:3.0
N:Weber;Anna;Maria;Dr.;MBA
FN:Dr. Anna Maria Weber
ORG:Weber\\, Klein & Co.;Werk Nord;Einkauf
TITLE:Leiterin Einkauf
TEL;TYPE=CELL,VOICE:+49 1512 3456789
item1.TEL;TYPE=WORK,FAX:030 123456
EMAIL;TYPE=INTERNET:anna@weber.example
URL:https://weber.example/team
ADR;TYPE=WORK:;;Hauptstr. 5\\nHaus B;Berlin;;10115;Deutschland
NOTE:Wir drucken\\nalles
END:VCARD
"""


def test_a_vcard_gives_every_field() -> None:
    found = parse_payload(VCARD_3, region="DE")
    assert {candidate.kind: candidate.value for candidate in found if candidate.kind != "phone"} == {
        "name": PersonName("Dr.", "Anna", "Maria", "Weber", "MBA"),
        "organization": "Weber, Klein & Co.",
        "department": "Werk Nord, Einkauf",
        "title": "Leiterin Einkauf",
        "email": Email("anna@weber.example"),
        "url": Url("https://weber.example/team"),
        "address": Address(
            street="Hauptstr. 5, Haus B",
            locality="Berlin",
            postal_code="10115",
            country="Deutschland",
            formatted="Hauptstr. 5, Haus B, Berlin, 10115, Deutschland",
        ),
        "note": "Wir drucken, alles",
    }
    assert values(found, "phone") == [
        Phone("+4915123456789", "+49 1512 3456789", "cell"),
        Phone("+4930123456", "030 123456", "fax"),
    ]
    assert {(candidate.rule, candidate.lines) for candidate in found} == {("qr-vcard", ())}


def test_a_vcard_2_1_with_quoted_printable_is_read() -> None:
    found = parse_payload(
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\n"
        "ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BCne =\r\nW=C3=A4lder\r\n"
        "TEL;CELL;VOICE:+33 6 12 34 56 78\r\nEND:VCARD\r\n"
    )
    assert values(found, "name") == [PersonName(given="Jörg", family="Müller")]
    assert values(found, "organization") == ["Grüne Wälder"]
    assert values(found, "phone") == [Phone("+33612345678", "+33 6 12 34 56 78", "cell")]


def test_a_vcard_4_0_with_uris_is_read() -> None:
    found = parse_payload(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Jane Doe\nN:Doe;Jane;;;\n"
        'TEL;VALUE=uri;TYPE="voice,home":tel:+1-212-555-0123;ext=102\n'
        "EMAIL:mailto:jane@doe.example\nIMPP:skype:jane.doe\n"
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/jane-doe\nEND:VCARD"
    )
    assert values(found, "phone") == [Phone("+12125550123", "+1-212-555-0123;ext=102", "home", "102")]
    assert values(found, "email") == [Email("jane@doe.example")]
    assert values(found, "social") == [
        Social("skype", "jane.doe"),
        Social("linkedin", "https://www.linkedin.com/in/jane-doe"),
    ]


def test_folded_lines_are_joined() -> None:
    assert only("BEGIN:VCARD\nTITLE:Head of\n  Sales and\n  Service\nEND:VCARD", "title") == (
        "Head of Sales and Service"
    )


def test_one_broken_line_does_not_cost_the_others() -> None:
    found = parse_payload(
        "begin:vcard\nrubbish\nORG;CHARSET=no-such;QUOTED-PRINTABLE:\n"
        "TITLE:Baker\nEMAIL:no address\nURL:http://[broken\nTEL:none"
    )
    assert [(candidate.kind, candidate.value) for candidate in found] == [("title", "Baker")]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("N:Doe;Jane\nFN:Jane Doe", PersonName(given="Jane", family="Doe")),
        ("N:Jane Doe", PersonName(given="Jane", family="Doe")),
        ("N:Jane Doe;;;;\nFN:Jane Doe", PersonName(given="Jane", family="Doe")),
        ("FN:Dr. Jane Mary Doe", PersonName("Dr.", "Jane", "Mary", "Doe")),
        ("N:Nagy;Réka\nFN:Nagy Réka", PersonName(given="Réka", family="Nagy", family_first=True)),
        ("N:;Madonna", PersonName(given="Madonna")),
        ("N:van der Berg;Jan", PersonName(given="Jan", family="van der Berg")),
    ],
)
def test_names_are_split_however_a_program_filled_them_in(lines: str, name: PersonName) -> None:
    assert only(f"BEGIN:VCARD\n{lines}\nEND:VCARD", "name") == name


def test_control_characters_and_line_breaks_never_get_through() -> None:
    assert (
        only("BEGIN:VCARD\nTITLE:Ba\x1b[31mker\\nand\x00 cook\nEND:VCARD", "title") == "Ba[31mker, and cook"
    )


@pytest.mark.parametrize("between", ["\n  ", "\n\t", " ", "\r\n"])
def test_properties_that_are_indented_or_in_one_line_are_read(between: str) -> None:
    lines = ("BEGIN:VCARD", "FN:Clara Engel", "TEL;TYPE=CELL:+491701234567", "EMAIL:clara@engel.example")
    found = parse_payload(between.join((*lines, "END:VCARD")))
    assert values(found, "phone") == [Phone("+491701234567", "+491701234567", "cell")]
    assert values(found, "email") == [Email("clara@engel.example")]


def test_a_folded_line_is_still_one() -> None:
    text = "BEGIN:VCARD\nFN:Clara Engel\nNOTE:We print\n  everything: cards, books\nEND:VCARD"
    assert values(parse_payload(text), "note") == ["We print everything: cards, books"]
