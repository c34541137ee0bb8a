"""What changed from one state of a contact to the next."""

from dataclasses import replace

from cardscan.model import Email
from cardscan.web.contacts.timeline import differences
from tests.support.fictional import ANNA


def test_differences_name_what_went_and_what_came() -> None:
    after = replace(ANNA, emails=(*ANNA.emails[:1], Email("new@weber.example")), note="")
    told = [(found.label, found.before, found.after) for found in differences(ANNA, after)]
    assert told == [
        ("Note", ANNA.note, ""),
        ("E-mail", "sales@weber.example", ""),
        ("E-mail", "", "new@weber.example"),
    ]
