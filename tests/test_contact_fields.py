"""The table of a contact's fields against what it describes."""

from dataclasses import fields
from typing import get_args

from cardscan.contact_fields import (
    DETAILS,
    FULL_NAME,
    LISTS,
    NAME_PARTS,
    NOTE,
    OWN_TEXTS,
    SOLE_FIRST,
    TEXTS,
    in_columns,
    with_name,
)
from cardscan.export.formats import google_csv, outlook_csv, thunderbird_csv
from cardscan.model import Contact, Kind, PersonName
from tests import ROOT
from tests.support.fictional import ANNA


def test_the_table_has_what_a_contact_holds() -> None:
    held = {field.name: field.default for field in fields(Contact)}
    texts = {field.key: "" for field in (*NAME_PARTS, *OWN_TEXTS, NOTE)}
    lists = {field.key: () for field in LISTS}
    assert {"family_first": False, **texts, **lists} == held


def test_every_kind_of_candidate_is_a_fields() -> None:
    assert sorted(field.kind for field in (*TEXTS, *LISTS, NOTE)) == sorted(get_args(Kind))


def test_every_text_has_a_column_of_the_spreadsheet_and_a_key_of_the_truth() -> None:
    for name in ("csv", "truth"):
        names = [getattr(field, name) for field in (*NAME_PARTS, *TEXTS, NOTE)]
        assert all(names)
        assert len(set(names)) == len(names)


def test_the_columns_are_those_of_the_programs() -> None:
    for field in (*NAME_PARTS, *DETAILS):
        assert {field.google} <= {"", *google_csv.TEMPLATE}
        assert {field.outlook} <= {"", *outlook_csv.WEB_COLUMNS}
        assert {field.outlook} <= {"", *outlook_csv.CLASSIC_COLUMNS}
        assert {field.thunderbird} <= {"", *thunderbird_csv.COLUMNS}


def test_what_tells_contacts_apart_comes_first() -> None:
    sole = [field.sole for field in SOLE_FIRST]
    assert sole == sorted(sole, reverse=True)
    assert sorted(SOLE_FIRST, key=TEXTS.index) == list(TEXTS)


def test_a_text_without_a_column_is_a_line_for_the_notes() -> None:
    cells, lines = in_columns(ANNA, (FULL_NAME, *DETAILS), lambda field: field.thunderbird)
    assert cells == {
        "Job Title": "Head of Sales, Europe",
        "Department": "Sales",
        "Organization": "Müller & Söhne GmbH; Co.",
    }
    assert lines == ("Name: Dr. Anna Maria Weber, MBA",)
    assert in_columns(Contact(), DETAILS, lambda field: "") == ({}, ())


def test_a_contact_takes_a_name_in_parts() -> None:
    named = with_name(ANNA, PersonName("", "Hanako", "", "Yamada", "", family_first=True))
    assert (named.full_name, named.title) == ("Yamada Hanako", ANNA.title)


def test_the_page_on_json_names_every_field() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    assert [field.key for field in (*TEXTS, *LISTS, NOTE) if f"`{field.key}`" not in page] == []
