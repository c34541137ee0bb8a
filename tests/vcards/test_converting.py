from random import Random

import vobject  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.vcards.converting import in_version, version_of
from cardscan.vcards.lines import lines_of, written
from cardscan.vcards.meaning import facts_of
from tests.support.vcard_texts import any_lines, card


def told(text: str, version: str) -> list[str]:
    return [line.text for line in in_version(lines_of(text), version)]


def test_a_card_of_2_1_becomes_one_of_3_0() -> None:
    text = (
        "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Eva\nTEL;HOME;VOICE:1\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab\nPHOTO;ENCODING=BASE64;JPEG:QUJD\nX-OWN:z"
    )
    assert told(text, "3.0") == [
        "VERSION:3.0", "N:Müller;Eva", "TEL;TYPE=HOME;TYPE=VOICE:1", "NOTE:a\\nb",
        "PHOTO;ENCODING=b;TYPE=JPEG:QUJD", "X-OWN:z",
    ]  # fmt: skip


def test_a_card_becomes_one_of_4_0_and_back() -> None:
    text = (
        "VERSION:3.0\nUID:a-1\nTEL;TYPE=HOME,PREF:1\nBDAY:1980-05-06\nX-ABShowAs:COMPANY\n"
        "PHOTO;ENCODING=b;TYPE=PNG:QUJD\nX-OWN;P=1:z"
    )
    new = [
        "VERSION:4.0", "UID;VALUE=text:a-1", "TEL;TYPE=HOME;PREF=1:1", "BDAY:19800506", "KIND:org",
        "PHOTO:data:image/png;base64,QUJD", "X-OWN;P=1:z",
    ]  # fmt: skip
    assert told(text, "4.0") == new
    assert told("\n".join([*new, "TEL;VALUE=uri:tel:+1-2;ext=3"]), "3.0") == [
        "VERSION:3.0", "UID:a-1", "TEL;TYPE=HOME;TYPE=PREF:1", "BDAY:19800506", "X-ABShowAs:COMPANY",
        "PHOTO;ENCODING=b;TYPE=PNG:QUJD", "X-OWN;P=1:z", "TEL:+1-2 ext. 3",
    ]  # fmt: skip


def test_a_card_of_that_version_stays_to_the_letter_and_has_but_one_version() -> None:
    text = "VERSION:3.0\nVERSION:4.0\nFN;x=y:A\\,B\ntel;type=x:1\nTEL;HOME;X=1:2"
    assert told(text, "3.0") == ["VERSION:3.0", "FN;x=y:A\\,B", "tel;type=x:1", "TEL;TYPE=HOME;X=1:2"]
    assert version_of(lines_of("FN:A")) == "3.0"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["3.0", "4.0"]))
def test_another_version_says_the_same_and_is_read_by_others(seed: int, version: str) -> None:
    lines = lines_of(card(any_lines(Random(seed))))
    changed = in_version(lines, version)
    assert [fact.said for fact in facts_of(changed)] == [fact.said for fact in facts_of(lines)]
    vobject.readOne(written(changed).decode())
