import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from cardscan.errors import BadInputError
from cardscan.export.formats.jsonl import contact_from_json, contact_to_json, from_json, to_json
from cardscan.model import CardScan, Contact
from tests.support.exports import exported
from tests.support.fictional import ANNA, scan
from tests.support.strategies import card_scans

EXPECTED: dict[str, Any] = {
    "schema": "cardscan/1",
    "source": {
        "path": "in/anna.jpg",
        "sha256": "ab" * 32,
        "page": 1,
        "card": 1,
        "quad": [[0.0, 0.0], [9.0, 0.0], [9.0, 5.0], [0.0, 5.0]],
    },
    "contact": {
        "full_name": "Dr. Anna Maria Weber, MBA",
        "prefix": "Dr.",
        "given_name": "Anna",
        "additional_name": "Maria",
        "family_name": "Weber",
        "suffix": "MBA",
        "nickname": "",
        "pronouns": "",
        "native_name": "安娜",
        "title": "Head of Sales, Europe",
        "department": "Sales",
        "organization": "Müller & Söhne GmbH; Co.",
        "phones": [
            {"value": "+493012345678", "raw": "030 12345678", "type": "work", "extension": ""},
            {"value": "+4915112345678", "raw": "0151 12345678", "type": "cell", "extension": ""},
            {"value": "+493012345679", "raw": "030 12345679", "type": "fax", "extension": ""},
            {"value": "+493012345670", "raw": "030 12345670 x 12", "type": "work", "extension": "12"},
        ],
        "emails": [{"value": "anna@weber.example"}, {"value": "sales@weber.example"}],
        "urls": [{"value": "https://weber.example"}],
        "addresses": [
            {
                "street": "Lindenweg 12",
                "locality": "Berlin",
                "region": "",
                "postal_code": "10115",
                "country": "Germany",
                "country_code": "DE",
                "formatted": "Lindenweg 12, 10115 Berlin, Germany",
            },
            {
                "street": "",
                "locality": "",
                "region": "",
                "postal_code": "",
                "country": "",
                "country_code": "",
                "formatted": "1 Example Road, Springfield",
            },
        ],
        "social": [
            {"service": "linkedin", "value": "@anna-weber"},
            {"service": "skype", "value": "anna.w"},
        ],
        "note": "Wir öffnen Türen\nseit 1901",
    },
    "confidence": {"full_name": 0.98},
    "needs_review": ["title"],
    "reader": "rapid",
    "elapsed": {"find": 0.05},
}


def test_a_line_is_of_the_schema_in_its_order() -> None:
    line = exported("jsonl", scan(ANNA, needs_review=("title",)))
    assert json.dumps(json.loads(line)) == json.dumps(EXPECTED)
    assert "Müller" in line.decode()


@given(card_scans())
def test_a_line_read_back_is_the_card(card: CardScan) -> None:
    read = from_json(json.loads(exported("jsonl", card)))
    assert read.contact.full_name == card.contact.full_name
    # which name comes first is known from the full name only where it makes a difference there
    assert replace(read, contact=replace(read.contact, family_first=card.contact.family_first)) == card


@given(card_scans())
def test_a_card_is_one_line_by_any_rule_of_lines(card: CardScan) -> None:
    assert len(exported("jsonl", card).decode().splitlines()) == 1


def test_the_order_of_the_name_is_kept() -> None:
    family_first = Contact(given_name="花子", family_name="山田", family_first=True)
    assert contact_from_json(contact_to_json(family_first)) == family_first


def test_a_path_that_is_not_unicode_comes_back() -> None:
    card = scan(ANNA)
    card = replace(card, source=replace(card.source, path="in/m\udcfcller.jpg"))
    assert from_json(json.loads(exported("jsonl", card))).source.path == "in/m\udcfcller.jpg"


def test_numbers_are_rounded() -> None:
    card = replace(scan(ANNA), confidence={"title": 1 / 3}, elapsed={"read": 2 / 3})
    assert to_json(card)["confidence"] == {"title": 0.3333}
    assert to_json(card)["elapsed"] == {"read": 0.6667}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "cardscan/2"),
        (("source",), None),
        (("source", "quad"), [[0, 0]]),
        (("contact", "phones"), [{"value": "1"}]),
        (("contact", "phones"), [{"value": "1", "raw": "", "type": "satellite", "extension": ""}]),
        (("confidence",), {"title": "high"}),
        (("needs_review",), 7),
    ],
)
def test_other_json_is_bad_input(path: tuple[str, ...], value: object) -> None:
    data = to_json(scan(ANNA))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(BadInputError, match="cardscan/1"):
        from_json(data)
