from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cardscan.model import Address, Candidate, Email, Kind, PersonName, Phone, Social, Url, Value
from cardscan.payload import parse_payload

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


def values(candidates: Iterable[Candidate], kind: Kind) -> list[Value]:
    return [candidate.value for candidate in candidates if candidate.kind == kind]


def only(payload: str, kind: Kind, region: str = "") -> Value:
    found = parse_payload(payload, region=region)
    assert [candidate.kind for candidate in found] == [kind]
    return found[0].value


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
        ("https://vertex.com", Url("https://vertex.com")),
        ("mailto:anna@Acme.Example?subject=Hi", Email("anna@acme.example")),
        ("MATMSG:TO:anna@acme.example;SUB:Hi;BODY:x;;", Email("anna@acme.example")),
        ("anna@acme.example", Email("anna@acme.example")),
        ("tel:+81-3-1234-5678", Phone("+81312345678", "+81-3-1234-5678")),
        ("+49 30 1234567", Phone("+49301234567", "+49 30 1234567")),
        ("SMSTO:+4915123456789:Hello", Phone("+4915123456789", "+4915123456789", "cell")),
        ("Member 4711", "Member 4711"),
    ],
)
def test_single_values_are_recognised(payload: str, value: Value) -> None:
    assert [candidate.value for candidate in parse_payload(payload)] == [value]


@pytest.mark.parametrize(
    "payload", ["", "\0", "WIFI:S:guests;P:secret;;", "geo:52.5,13.4", "http://", "tel:", "sms:x"]
)
def test_what_says_nothing_about_a_person_gives_nothing(payload: str) -> None:
    assert parse_payload(payload) == ()


def test_numbers_without_a_country_need_the_region() -> None:
    assert only("tel:020 7946 0123", "phone") == Phone("020 7946 0123", "020 7946 0123")
    assert only("tel:020 7946 0123", "phone", "GB") == Phone("+442079460123", "020 7946 0123")


def test_control_characters_and_line_breaks_never_get_through() -> None:
    assert (
        only("BEGIN:VCARD\nTITLE:Ba\x1b[31mker\\nand\x00 cook\nEND:VCARD", "title") == "Ba[31mker, and cook"
    )


PREFIXES = (
    "",
    "BEGIN:VCARD\n",
    "MECARD:",
    "BIZCARD:",
    "MEBKM:",
    "MATMSG:",
    "mailto:",
    "tel:",
    "SMSTO:",
    "http://",
)
KEYS = (
    "N",
    "FN",
    "ORG",
    "TEL",
    "ADR",
    "EMAIL",
    "URL",
    "IMPP",
    "X-SOCIALPROFILE",
    "NOTE",
    "N;ENCODING=QUOTED-PRINTABLE",
)


@given(
    prefix=st.sampled_from(PREFIXES),
    fields=st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(":;=,\n"), st.text(max_size=40)), max_size=6
    ),
    end=st.text(max_size=60),
    region=st.sampled_from(["", "DE", "??"]),
)
@example(prefix="BEGIN:VCARD\n", fields=[("TEL;TYPE=" + "a;" * 2000, ":", "1")], end="", region="")
@example(prefix="http://", fields=[], end="[", region="")
def test_no_payload_is_an_error(
    prefix: str, fields: list[tuple[str, str, str]], end: str, region: str
) -> None:
    body = "\n".join(key + sign + text for key, sign, text in fields)
    for candidate in parse_payload(f"{prefix}{body}\n{end}", region=region):
        assert candidate.value
        assert 0 < candidate.confidence < 1
        assert candidate.kind == "note" or "\n" not in candidate.raw
