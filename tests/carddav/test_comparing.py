from dataclasses import replace

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.carddav.comparing import Difference, card_properties, differences, digest, uid_of
from cardscan.export import Version
from cardscan.model import Contact
from tests.support.exports import exported
from tests.support.fictional import ANNA, OPTIONS, scan
from tests.support.strategies import contacts


def written(contact: Contact, version: Version = "3.0") -> bytes:
    return exported("vcf", scan(contact), options=replace(OPTIONS, version=version))


@settings(max_examples=50, deadline=None)
@given(contacts())
def test_a_card_that_a_server_wrote_anew_is_the_same(contact: Contact) -> None:
    sent = written(contact)
    kept = vobject.readOne(sent.decode()).serialize().encode()
    assert digest(kept) == digest(sent) and differences(sent, kept) == ()


@settings(max_examples=50, deadline=None)
@given(contacts(), contacts())
def test_cards_with_differences_have_other_digests(one: Contact, other: Contact) -> None:
    first, second = written(one), written(other)
    assert (digest(first) == digest(second)) == (differences(first, second) == ())


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_the_order_and_the_time_of_change_do_not_count(version: Version) -> None:
    sent = written(ANNA, version)
    begin, *lines, end = sent.decode().replace("\r\n ", "").split("\r\n")[:-1]
    turned = "\n".join([begin, *reversed(lines), "REV:19990101T000000Z", "PRODID:-//other", end])
    assert digest(turned.encode()) == digest(sent)
    assert uid_of(turned.encode()) == uid_of(sent) != ""


def test_differences_are_told_field_by_field() -> None:
    here = b"BEGIN:VCARD\nFN:Anna\nTEL;TYPE=WORK:1\nTEL;TYPE=WORK:2\nPHOTO;ENCODING=b:QUJD\nEND:VCARD"
    there = b"BEGIN:VCARD\nFN:Anna\nTEL;TYPE=WORK:1\nTEL;TYPE=CELL:2\nX-Y:a\\nb\x1b[31m\nEND:VCARD"
    assert differences(here, there) == (
        Difference("phone", ("2 (work)",), ("2 (cell)",)),
        Difference("photo", ("a picture",), ()),
        Difference("x-y", (), ("a b [31m",)),
    )


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_of_a_server_are_read(data: bytes) -> None:
    assert len(digest(data)) == 64 and card_properties(data) == card_properties(data)
