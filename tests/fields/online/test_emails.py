"""E-mail addresses, and what readers make of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.online.emails import emails
from cardscan.model import Email, Lines
from tests.support.typed_cards import any_readings, found, typed_card, values


@pytest.mark.parametrize(
    "text",
    [
        "anna.weber@weber.example",
        "E-mail: anna.weber@weber.example",
        "Courriel : anna.weber@weber.example",
        "メール：anna.weber@weber.example",
        "Email anna.weber@weber.example",
        "E-mailanna.weber@weber.example",
        "anna.weber @ weber.example",
        "E: anna.weber@ weber . example",
        "anna.weber@weber,example",
        "anna.weber©weber.example",
        "anna.weber(a)weber.example",
        "E-mail: anna,weber@weber.example",
        "ａｎｎａ.weber＠weber．example",
        "E-mail\t: anna.weber@weber.example",
        "anna.weber@weber.exampleBerlin",
    ],
)
def test_an_address_is_read_through_labels_and_slips(text: str) -> None:
    assert values("email", "Anna Weber", text) == ["anna.weber@weber.example"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mira.falk@gmai1.com", "mira.falk@gmail.com"),
        ("mira.falk@grnail.com", "mira.falk@gmail.com"),
        ("mira.falk@hotmai.com", "mira.falk@hotmail.com"),
        ("mira.falk@falk-works.c0m", "mira.falk@falk-works.com"),
        ("mira.falk@falk-works.corn", "mira.falk@falk-works.com"),
        ("mira.falk@falk-works com", "mira.falk@falk-works.com"),
        ("mira.falk@gmailcom", "mira.falk@gmail.com"),
        ("mira.falk@icloud.com570 Elm Road", "mira.falk@icloud.com"),
        ("mira.falk@falk-works.comwww.falk-works.com", "mira.falk@falk-works.com"),
    ],
)
def test_a_misread_domain_is_mended(text: str, wanted: str) -> None:
    assert values("email", "Mira Falk", text) == [wanted]


@pytest.mark.parametrize("sign", ["e", "a", "s", "Q", "0"])
def test_a_lost_at_is_restored_before_a_large_provider(sign: str) -> None:
    assert values("email", "Mira Falk", f"mira.falk{sign}gmail.com") == ["mira.falk@gmail.com"]


def test_a_lost_at_is_restored_before_the_cards_own_domain() -> None:
    card = ("Mira Falk", "mira.falkQfalkworks.example", "www.falkworks.example")
    assert values("email", *card) == ["mira.falk@falkworks.example"]


def test_no_at_is_invented_where_nothing_on_the_card_proves_it() -> None:
    assert values("email", "Mira Falk", "miraefalkworks.example") == []


def test_a_restored_at_is_less_certain_than_a_printed_one() -> None:
    (printed,) = found("email", "mira.falk@gmail.com")
    (restored,) = found("email", "mira.falkegmail.com")
    assert restored.confidence < 0.85 < printed.confidence


def test_a_single_capital_glued_to_a_name_is_a_label() -> None:
    assert values("email", "Mira Falk", "Emira@falk.example") == ["mira@falk.example"]


def test_a_name_that_begins_with_e_keeps_its_letter() -> None:
    assert values("email", "Emira Falk", "Emira@falk.example") == ["Emira@falk.example"]


def test_letters_that_look_alike_follow_the_name_in_large_print() -> None:
    assert values("email", "Maria Rossi", "m.rossl@studio.example") == ["m.rossi@studio.example"]


@pytest.mark.parametrize("sign", [";", " / ", ", ", " | "])
def test_two_addresses_on_a_line_are_two(sign: str) -> None:
    assert values("email", f"anna@weber.example{sign}bob@falk.example") == [
        "anna@weber.example",
        "bob@falk.example",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("anna.weber@", "weber-works.example"),
        ("anna.weber", "@weber-works.example"),
        ("anna.weber@weber-works.", "example"),
        ("anna.weber@weber-", "works.example"),
        ("anna.weber@weber", "-works.example"),
        ("anna.weber@weber-works", ".example"),
    ],
)
def test_an_address_over_two_lines_is_joined(rows: tuple[str, str]) -> None:
    assert values("email", *rows) == ["anna.weber@weber-works.example"]


def test_an_at_before_a_website_is_no_address() -> None:
    assert values("email", "Phone 030 1234567", "@ www.weber.example") == []


def test_the_span_takes_the_label_along_and_leaves_the_rest() -> None:
    (email,) = found("email", "Anna Weber  E-mail: anna@weber.example  Berlin")
    assert [(s.start, s.end) for s in email.spans] == [(12, 38)]
    assert email.raw == "anna@weber.example"


@given(any_readings())
@settings(deadline=None, max_examples=60)
def test_any_text_gives_addresses_within_its_lines(reading: Lines) -> None:
    for email in emails(sheet_of(reading)):
        assert 0 <= email.confidence <= 1
        for span in email.spans:
            assert 0 <= span.start < span.end <= len(reading.lines[span.line].text)


def test_nothing_is_found_on_an_empty_card() -> None:
    assert emails(sheet_of(typed_card())) == ()


def test_the_cards_website_proves_where_an_address_ends() -> None:
    rows = ("Web: www.falkworks.io", "m.falk@falkworks.i0014 Elm Road, Oakham")
    (email,) = found("email", *rows)
    assert email.value == Email("m.falk@falkworks.io")
    assert [(span.line, span.start, span.end) for span in email.spans] == [(1, 0, 19)]


@pytest.mark.parametrize(
    "address",
    ["kontakt@grün-söhne.example", "info@pâtisserie-brûlée.example", "post@grønvær.example"],
)
def test_a_domain_in_other_letters_is_kept_as_it_is_printed(address: str) -> None:
    assert values("email", "Anna Weber", address) == [address]
    assert values("url", "Anna Weber", address) == []


@pytest.mark.parametrize(
    "address", ["anna@falk.np", "office@falk.com.jm", "head@oakham.sch.uk", "bo@falk.pg"]
)
def test_a_name_right_below_a_suffix_of_many_is_a_domain(address: str) -> None:
    assert values("email", "Anna Weber", address) == [address]


@pytest.mark.parametrize(
    "rows",
    [
        ("Founder", "@falk.studio"),
        ("CEO @falk.studio",),
        ("Designer @ falk.studio",),
        ("Find us @ falk.studio",),
        ("2 Stück @ 5.50 EUR",),
        ("5 @ 5.50",),
        ("Anna Falk", "@falk.studio"),
        ("TikTok @falk.studio",),
        ("tiktok: @falk.studio",),
        ("falk @falk.studio Instagram",),
        ("follow @falk.studio",),
        ("o @falk.studio",),
        ("instagram", "@falk.studio"),
    ],
)
def test_no_address_is_made_of_a_handle(rows: tuple[str, ...]) -> None:
    assert values("email", *rows) == []


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        (("info @falk.studio",), "info@falk.studio"),
        (("Mira.Falk", "@falk.studio"), "Mira.Falk@falk.studio"),
        (("E-mail: Mira", "@falk.studio"), "Mira@falk.studio"),
        (("Mira @gmail.com",), "Mira@gmail.com"),
    ],
)
def test_an_at_that_stands_apart_still_makes_an_address(rows: tuple[str, ...], address: str) -> None:
    assert values("email", *rows) == [address]


def test_of_the_lines_below_only_the_nearest_ends_an_address() -> None:
    rows = ("mira@", "falk-works.example", "www.falk-", "works.example")
    assert values("email", *rows) == ["mira@falk-works.example"]
    assert values("url", *rows) == ["https://www.falk-works.example"]


def test_a_hyphen_at_a_lines_end_goes_where_the_card_has_the_name_without_it() -> None:
    rows = ("mira@falkworks.example", "www.falk-", "works.example")
    assert values("url", *rows) == ["https://www.falkworks.example"]


@pytest.mark.parametrize(
    ("rows", "addresses"),
    [
        (("Anna-Lena Weber", "anna-", "lena@falk.example"), ["anna-lena@falk.example"]),
        (("Anna Weber", "anna.", "weber@falk.example"), ["anna.weber@falk.example"]),
        (("Weber Ltd.", "anna@falk.example"), ["anna@falk.example"]),
    ],
)
def test_names_broken_over_two_lines_are_one_local_part(rows: tuple[str, ...], addresses: list[str]) -> None:
    assert values("email", *rows) == addresses


@pytest.mark.parametrize(
    "lines",
    [
        ("text us: 030.901820.17", "@weber.studio"),
        ("pay with venmo @webertacos · no cards",),
        ("Webers Tacos", "030-9018-2017 @webertacos.example"),
    ],
)
def test_no_address_is_made_of_an_account_and_what_stands_beside_it(lines: tuple[str, ...]) -> None:
    assert values("email", *lines) == []


def test_digits_and_hyphens_that_touch_the_sign_are_a_local_part() -> None:
    assert values("email", "Jim Hall", "2024-01-12345@students.hall.example") == [
        "2024-01-12345@students.hall.example"
    ]


def test_a_gap_beside_an_underscore_is_the_readers() -> None:
    assert values("email", "weber_ tax@weber.example") == ["weber_tax@weber.example"]
    assert values("email", "weber _tax@weber.example") == ["weber_tax@weber.example"]
