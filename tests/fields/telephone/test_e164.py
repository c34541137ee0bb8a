"""A printed number in its international form, and the rule that found it."""

import phonenumbers
import pytest

from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.telephone.e164 import international, somewhere_in, spoken, without_icon, without_tail
from cardscan.fields.telephone.numbers import Number, numbers
from tests.support.typed_cards import typed_card


def number(text: str, label: str = "Tel.") -> Number:
    [found] = numbers(sheet_of(typed_card(f"{label} {text}".strip())))
    return found


def e164(parsed: phonenumbers.PhoneNumber | None) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if parsed else ""


def parsed(text: str) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(text)


@pytest.mark.parametrize(
    ("text", "regions", "value", "rule"),
    [
        ("+49 30 901820", (), "+4930901820", "phone-international"),
        ("(+49) 30 901820", ("US",), "+4930901820", "phone-international"),
        ("030 901820", ("DE",), "+4930901820", "phone-national"),
        ("49 30 901820", ("FR", "DE"), "+4930901820", "phone-code-without-plus"),
        ("0049 30 901820", ("AT", "DE"), "+4930901820", "phone-national"),
        ("030 901820", (), "", "phone-as-printed"),
    ],
)
def test_a_number_is_read_as_its_country_writes_it(
    text: str, regions: tuple[str, ...], value: str, rule: str
) -> None:
    found, by = international(number(text), regions, None, ())
    assert (e164(found), by) == (value, rule)


def test_digits_after_a_slash_complete_the_number_before() -> None:
    whole, short = numbers(sheet_of(typed_card("Tel. 030 12345625/26")))
    before, _ = international(whole, ("DE",), None, ())
    found, by = international(short, ("DE",), before, ())
    assert (e164(found), by) == ("+493012345626", "phone-shorthand")


def test_a_local_number_takes_the_area_of_another_on_the_card() -> None:
    found, by = international(number("901821"), ("DE",), None, (parsed("+4930901820"),))
    assert (e164(found), by) == ("+4930901821", "phone-area-of-other")
    found, by = international(number("12 35"), ("DE",), None, (parsed("+4980351234"),))
    assert (e164(found), by) == ("+4980351235", "phone-area-of-other")


def test_a_second_number_that_lacks_its_area_only_is_no_other_ending() -> None:
    mobile, landline = numbers(sheet_of(typed_card("Tel. 14 99711-2233 / 3622-1122")))
    before, _ = international(mobile, ("BR",), None, ())
    found, _ = international(landline, ("BR",), before, ())
    assert (e164(before), e164(found)) == ("+5514997112233", "+551436221122")


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("+49 (0)30 901820", "", "+4930901820"),
        ("+39 (0)6 6982 0000", "", "+390669820000"),
        ("030 901820", "DE", "+4930901820"),
        ("12", "DE", ""),
    ],
)
def test_the_zero_in_brackets_is_dialled_only_where_the_country_keeps_it(
    text: str, region: str, value: str
) -> None:
    assert e164(spoken(text, region)) == value


def test_a_number_without_its_area_code_is_one_in_some_town() -> None:
    assert e164(somewhere_in("5550142", "US")).startswith("+1")
    assert somewhere_in("1", "DE") is None


def test_digits_glued_to_the_end_are_cut_off_where_the_rest_is_grouped_as_usual() -> None:
    glued = without_tail(number("+1 212-555-014212"), ("US",))
    assert glued is not None
    assert (glued[0].text, e164(glued[1])) == ("+1 212-555-0142", "+12125550142")
    assert without_tail(number("+1 212-555-0142"), ("US",)) is None


def test_a_zero_glued_to_the_front_is_an_icon_where_no_number_begins_with_zero() -> None:
    found = without_icon(number("0(212) 555-0142"), ("US",))
    assert found is not None
    assert e164(found[1]) == "+12125550142"
    assert without_icon(number("030 901820"), ("DE",)) is None
