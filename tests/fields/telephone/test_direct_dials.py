"""Direct dials and extensions that are printed short."""

from __future__ import annotations

import pytest

from cardscan import scan_text
from cardscan.model import Phone
from tests.support.typed_cards import found

GERMAN, AUSTRIAN = "Lindenstr. 12, 10969 Berlin", "Ringstraße 7, 1010 Wien"
AMERICAN, JAPANESE = "12 Main Street, Springfield, IL 62701", "〒100-0001 東京都千代田区千代田1-1-1"
CHINESE, FRENCH, ITALIAN = (
    "北京市海淀区中关村大街1号",
    "12 rue des Lilas, 69003 Lyon",
    "Via Roma 1, 20121 Milano",
)


def phones(*rows: str) -> list[str]:
    """Return each phone as "type number", with its extension."""
    values = [one.value for one in found("phone", *rows)]
    return [f"{v.type} {v.value} {v.extension}".strip() for v in values if isinstance(v, Phone)]


@pytest.mark.parametrize(
    "rows",
    [
        ("Tel. 030 23125-0", "Durchwahl -123, Fax -199"),
        ("Zentrale +49 30 23125-0", "Direkt: -123", "Telefax: -199"),
        ("Tel. 030/23125-0, Durchwahl -123, Fax -199",),
        ("Tel. 030 23125-0 (Durchwahl -123), Fax -199",),
    ],
)
def test_a_direct_dial_stands_in_place_of_the_zero(rows: tuple[str, ...]) -> None:
    assert phones(*rows, GERMAN) == ["work +4930231250", "work +493023125123", "fax +493023125199"]


def test_a_direct_dial_belongs_to_no_postal_code_between() -> None:
    rows = ("Tel. +49 (0) 7951 / 4088-0", "D-74564 Crailsheim", "Durchwahl -127")
    assert phones(*rows) == ["work +49795140880", "work +4979514088127"]


def test_a_direct_dial_may_be_printed_with_its_number_but_without_the_area() -> None:
    rows = ("Tel. (0 30) 2 31 25-0", "Durchwahl 2 31 25-123", "Fax 2 31 25-199", GERMAN)
    assert phones(*rows) == ["work +4930231250", "work +493023125123", "fax +493023125199"]


def test_a_fax_may_stand_in_place_of_a_direct_dial() -> None:
    assert phones("Tel. 030 23125-123", "Fax -199", GERMAN) == ["work +493023125123", "fax +493023125199"]
    assert phones("Phone 202-555-0143 / Fax -0177", AMERICAN) == ["work +12025550143", "fax +12025550177"]


def test_the_switchboard_s_zero_is_a_number_and_no_other_digit() -> None:
    assert phones("Tel. 030 23125-123", "Zentrale -0", GERMAN) == ["work +493023125123", "work +4930231250"]
    assert phones("Tel. 030 23125-123, Zentrale -0", GERMAN) == ["work +493023125123", "work +4930231250"]
    assert phones("Tel. 030 23125-123", "Zentrale -0, Fax -99", GERMAN) == [
        "work +493023125123", "work +4930231250", "fax +49302312599",
    ]  # fmt: skip
    assert phones("Tel. 030 23125-123", "Raum -3", GERMAN) == ["work +493023125123"]
    assert phones("Tel. 030 23125-123", "Etage -0", GERMAN) == ["work +493023125123"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Tel. 01 501 20 DW 345", "Fax DW 99"),
        ("Telefon: 01/50120 Kl. 345", "Fax: Kl. 99"),
        ("T 01 501 20 Durchwahl 345, F Klappe 99",),
    ],
)
def test_an_extension_with_a_label_is_another_number_of_the_same(rows: tuple[str, ...]) -> None:
    assert phones(*rows, AUSTRIAN) == ["work +43150120 345", "fax +43150120 99"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("TEL 03-1234-5678(代)内線 123", JAPANESE), "work +81312345678 123"),
        (("TEL 03-1234-5678", "(代)内線 123", JAPANESE), "work +81312345678 123"),
        (("電話 03-1234-5678(代表) 内線123", JAPANESE), "work +81312345678 123"),
        (("电话 010-65529988-8012", CHINESE), "work +861065529988 8012"),
        (("电话：010-65529988转8012", CHINESE), "work +861065529988 8012"),
        (("Office (202) 555-0143", "Ext. 12", AMERICAN), "work +12025550143 12"),
        (("Tel. 030 2312555 Nebenstelle 12", GERMAN), "work +49302312555 12"),
        (("Tél. 04 72 12 34 56", "Poste 12", FRENCH), "work +33472123456 12"),
        (("Tel. 02 1234 5678", "interno 12", ITALIAN), "work +390212345678 12"),
        (("Tel: (0224) 411 22 33 / 105", "16140 Bursa"), "work +902244112233 105"),
        (("T: +90 212 555 44 33 / 1218",), "work +902125554433 1218"),
        (("tel. 12 422 33 44 / 215", "31-147 Kraków"), "work +48124223344 215"),
    ],
)
def test_an_extension_behind_a_number_or_below_it_is_its(rows: tuple[str, ...], told: str) -> None:
    assert phones(*rows) == [told]


@pytest.mark.parametrize(
    "rows",
    [
        ("Ext. 4321",),
        ("Office (202) 555-0143", "Internal ext. 4321"),
        ("Office (202) 555-0143", "12 Main Street", "Apt. 12"),
        ("Office (202) 555-0143", "Mo-Fr 8-17"),
        ("Office (202) 555-0143", "Elm Row, ext. 12 Oakham"),
    ],
)
def test_other_short_numbers_are_none(rows: tuple[str, ...]) -> None:
    assert phones(*rows, AMERICAN) == [told for told in ("work +12025550143",) if len(rows) > 1]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Tel. 030 23125-0 / -123", ["work +4930231250", "work +493023125123"]),
        ("Tel. 030 23125-0/-12/-14", ["work +4930231250", "work +49302312512", "work +49302312514"]),
        ("Tel. 030 23125-100, -101", ["work +493023125100", "work +493023125101"]),
    ],
)
def test_direct_dials_in_a_list_hang_on_the_same_number(row: str, told: list[str]) -> None:
    assert phones(row, GERMAN) == told


def test_a_postal_code_behind_a_house_number_hangs_on_nothing() -> None:
    assert phones("Tel. 030 23125-0", f"Fax -99, {GERMAN}") == ["work +4930231250", "fax +49302312599"]


def test_two_numbers_with_extensions_on_a_line_are_two() -> None:
    row = "202.555.0143 ext 12 or 202.555.0199 ext. 15"
    assert phones(row, AMERICAN) == ["work +12025550143 12", "work +12025550199 15"]


@pytest.mark.parametrize(
    "town", ["D-80331 Falkenau", "D-80331", "A-1010 Wien", "B-1000 Oakham", "F-75005 Paris"]
)
def test_a_country_s_letter_before_a_postal_code_is_no_label_of_a_dial(town: str) -> None:
    said = scan_text(f"Mira Falk\nTel. 030 23125 0\nFax. 030 23125 19\nElm Row 25\n{town}").contact
    assert [phone.raw for phone in said.phones] == ["030 23125 0", "030 23125 19"]
