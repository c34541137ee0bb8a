"""Doubtful cards and fields are named as people call them."""

from dataclasses import replace

from cardscan.cli.counts import Report
from cardscan.cli.scanning.doubts import doubts_told, field_name
from cardscan.many.batch import Outcome
from tests.support.fictional import ANNA, BILAL, scan


def test_each_card_with_its_fields() -> None:
    doubtful = scan(ANNA, 2, ("title", "phones[1]", "phones[3]", "emails[1]", "addresses[0]"))
    assert [*doubts_told(1, [doubtful])] == [
        "1 to check:", "  in/anna.jpg card 2: title, mobile, phone 4, e-mail 2, address 1"
    ]  # fmt: skip
    assert [*doubts_told(0, [])] == []


def test_of_many_the_first_ten() -> None:
    report = Report()
    for number in range(13):
        report.add(Outcome("in/anna.jpg", (scan(ANNA, number, ("title",)), scan(BILAL))))
    lines = [*doubts_told(report.to_review, report.doubtful)]
    assert (len(lines), lines[0], lines[-1]) == (12, "13 to check:", "  and 3 more")


def test_a_field_of_one_value_has_no_number_and_one_that_is_missing_a_name() -> None:
    assert field_name(scan(BILAL), "emails[0]") == "e-mail"
    assert field_name(scan(BILAL), "phones[0]") == "phone"
    assert field_name(scan(replace(BILAL, note="x")), "full_name") == "name"
