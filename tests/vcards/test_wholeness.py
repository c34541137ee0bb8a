import pytest

from cardscan.vcards.wholeness import fault_of
from tests.support.vcard_texts import card

ONE = card(["FN:Anna Weber"])
AGENT = "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:Bodo\nEND:VCARD\nFN:Anna\nEND:VCARD\n"


@pytest.mark.parametrize("whole", [ONE, f"\ufeff{ONE}\n\n", ONE.replace("\n", "\r\n"), ONE.lower(), AGENT])
def test_one_whole_vcard_has_no_fault(whole: str) -> None:
    assert fault_of(whole.encode()) == ""


@pytest.mark.parametrize(
    ("octets", "fault"),
    [
        (b"", "it is empty"),
        (b"\r\n \n", "it is empty"),
        (b"\0" * 300, "it is no vCard"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "it is no vCard"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "it is no vCard"),
        (ONE.encode()[: len(ONE) // 2], "it has no end"),
        (ONE.encode().replace(b"Weber", b"Weber\0\0\0"), "it has octets that no text has"),
        ((ONE + ONE).encode(), "it is more than one"),
        ((ONE + "<!-- proxy -->").encode(), "something follows its end"),
        (ONE.replace("END", "BEGIN").encode(), "another one begins in it"),
        (AGENT.replace("END:VCARD\nFN:Anna", "FN:Anna").encode(), "it has no end"),
    ],
)
def test_all_else_is_told_why_not(octets: bytes, fault: str) -> None:
    assert fault_of(octets) == fault
