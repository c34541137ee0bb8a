import time

import pytest

from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import facts_of, facts_together, uid_of, without_data


def said(text: str) -> list[object]:
    return [fact.said for fact in facts_of(lines_of(text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TEL;TYPE=WORK,VOICE:+49 30 123456", "tel;type=pref;Work:0049 (0)30-123456"),
        ("TEL;TYPE=CELL:+15550100 ext. 12", "TEL;CELL;VALUE=uri:tel:+1-555-0100;ext=12"),
        ("TEL;TYPE=FAX,WORK:+15550100", "TEL;TYPE=FAX:+15550100"),
        ("TEL;TYPE=WORK:1234567", "item1.TEL:1234567\nitem1.X-ABLabel:_$!<Work>!$_"),
        ("EMAIL;TYPE=INTERNET,pref:Anna@Weber.example", "EMAIL:mailto:anna@weber.example"),
        ("URL:http://www.bücher.example/über/", "URL:https://www.xn--bcher-kva.example/%C3%BCber"),
        ("BDAY:1980-05-06", "BDAY;VALUE=date-and-or-time:19800506"),
        ("ORG:A;B;", "ORG:A;B"),
        ("CATEGORIES:a,b", "CATEGORIES:a\nCATEGORIES:b"),
        ("PHOTO;ENCODING=b;TYPE=PNG:QU\n JD", "PHOTO:data:image/png;base64,QUJD"),
        ("X-ABShowAs:COMPANY", "KIND:org"),
        ("FN:Anna\\, Weber \nTITLE:\nREV:2026", "FN:Anna, Weber\nPRODID:x"),
    ],
)
def test_what_is_written_in_two_ways_means_the_same(one: str, other: str) -> None:
    assert said(one) == said(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TEL;TYPE=WORK:1234567", "TEL;TYPE=HOME:1234567"),
        ("TEL:1234567", "item1.TEL:1234567\nitem1.X-ABLabel:Boat"),
        ("TEL:+4930123456", "TEL:+4940123456"),
        ("ADR;TYPE=HOME:;;A 1;B;;;", "ADR;TYPE=HOME:;;A;1 B;;;"),
        ("BDAY:--0506", "BDAY:19800506"),
        ("NOTE:a\\nb", "NOTE:a b"),
        ("PHOTO;ENCODING=b:QUJD", "PHOTO;ENCODING=b:QUJE"),
    ],
)
def test_what_means_another_thing_is_not_the_same(one: str, other: str) -> None:
    assert said(one) != said(other)


def test_a_number_without_its_country_is_the_one_with_it_unless_two_may_be_meant() -> None:
    keys = [[fact.key for fact in facts] for facts in facts_together(
        lines_of("TEL:030 123456\nTEL:040 765432"),
        lines_of("TEL:+4930123456\nTEL:+4940765432\nTEL:+140765432"),
    )]  # fmt: skip
    assert keys[0] == ["+4930123456", "040765432"]


def test_a_picture_may_be_left_out_for_its_digest() -> None:
    lines = lines_of("FN:A\nitem1.PHOTO;ENCODING=b:QUJD")
    short = [without_data(line) for line in lines]
    assert short[0] is lines[0] and "QUJD" not in short[1].text
    assert [fact.said for fact in facts_of(short)] == [fact.said for fact in facts_of(lines)]


def test_a_uid_is_the_same_with_the_mark_of_a_uuid() -> None:
    assert uid_of(lines_of("FN:A\nUID:urn:uuid:3f2a")) == uid_of(lines_of("UID:3f2a")) == "3f2a"
    assert uid_of(()) == ""


def test_a_card_of_a_great_many_properties_takes_time_in_proportion() -> None:
    lines = lines_of(
        "".join(f"item{n}.TEL:{n}00000\nitem{n}.X-ABLabel:x\nTEL:+{n}1111111\n" for n in range(8000))
    )
    start = time.monotonic()
    assert len(facts_together(lines, lines)[0]) == 16000
    assert time.monotonic() - start < 20
