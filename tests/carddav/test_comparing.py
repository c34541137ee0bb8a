from dataclasses import replace

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.carddav.comparing import differences, digest, in_common, same
from cardscan.dav.outcomes import Difference
from cardscan.export import Version
from cardscan.model import Contact
from cardscan.vcards.lines import ContentLine, lines_of
from cardscan.vcards.meaning import uid_of
from tests.support.exports import exported
from tests.support.fictional import ANNA, OPTIONS, scan
from tests.support.strategies import contacts


def written(contact: Contact, version: Version = "3.0") -> tuple[ContentLine, ...]:
    return lines_of(exported("vcf", scan(contact), options=replace(OPTIONS, version=version)))


@settings(max_examples=50, deadline=None)
@given(contacts())
def test_a_card_that_a_server_wrote_anew_is_the_same(contact: Contact) -> None:
    data = exported("vcf", scan(contact))
    sent, kept = lines_of(data), lines_of(vobject.readOne(data.decode()).serialize())
    assert digest(kept) == digest(sent) and differences(sent, kept) == ()


@settings(max_examples=50, deadline=None)
@given(contacts(), contacts())
def test_cards_with_differences_are_not_the_same(one: Contact, other: Contact) -> None:
    first, second = written(one), written(other)
    assert same(first, second) == (differences(first, second) == ())
    assert same(first, second) or digest(first) != digest(second)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_the_order_and_the_time_of_change_do_not_count(version: Version) -> None:
    begin, *lines, end = (line.text for line in written(ANNA, version))
    turned = lines_of("\n".join([begin, *reversed(lines), "REV:19990101T000000Z", "PRODID:-//other", end]))
    assert digest(turned) == digest(written(ANNA, version))
    assert uid_of(turned) == uid_of(written(ANNA, version)) != ""


def test_differences_are_told_field_by_field() -> None:
    here = b"BEGIN:VCARD\nFN:Anna\nTEL;TYPE=WORK:1\nTEL;TYPE=WORK:2\nPHOTO;ENCODING=b:QUJD\nEND:VCARD"
    there = b"BEGIN:VCARD\nFN:Anna\nTEL;TYPE=WORK:1\nTEL;TYPE=CELL:2\nX-Y:a\\nb\x1b[31m\nEND:VCARD"
    assert differences(lines_of(here), lines_of(there)) == (
        Difference("phone", ("2 (work)",), ("2 (cell)",)),
        Difference("photo", ("a picture",), ()),
        Difference("x-y", (), ("a b[31m",)),
    )


def test_what_two_cards_have_in_common_needs_no_pictures() -> None:
    here = lines_of("FN:Anna\nPHOTO;ENCODING=b;TYPE=PNG:QUJD\nCATEGORIES:a,b\nTITLE:Head")
    there = lines_of("FN:Anna\nPHOTO:data:image/png;base64,QUJD\nCATEGORIES:b\nBDAY:1980-01-01")
    common = lines_of(in_common(here, there))
    assert same(common, lines_of("FN:Anna\nPHOTO;ENCODING=b:QU JD\nCATEGORIES:b"))
    assert "QUJD" not in in_common(here, there)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_of_a_server_are_read(data: bytes) -> None:
    assert len(digest(lines_of(data))) == 64 and same(lines_of(data), lines_of(data))
