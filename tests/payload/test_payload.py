"""Which kind of payload a text is, and that none breaks the program."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cardscan.payload import parse_payload


@pytest.mark.parametrize(
    "payload", ["", "\0", "WIFI:S:guests;P:secret;;", "geo:52.5,13.4", "http://", "tel:", "sms:x"]
)
def test_what_says_nothing_about_a_person_gives_nothing(payload: str) -> None:
    assert parse_payload(payload) == ()


PREFIXES = (
    "",
    "BEGIN:VCARD\n",
    "MECARD:",
    "BIZCARD:",
    "MEBKM:",
    "MATMSG:",
    "mailto:",
    "tel:",
    "SMSTO:",
    "http://",
)


KEYS = (
    "N",
    "FN",
    "ORG",
    "TEL",
    "ADR",
    "EMAIL",
    "URL",
    "IMPP",
    "X-SOCIALPROFILE",
    "NOTE",
    "N;ENCODING=QUOTED-PRINTABLE",
)


@given(
    prefix=st.sampled_from(PREFIXES),
    fields=st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(":;=,\n"), st.text(max_size=40)), max_size=6
    ),
    end=st.text(max_size=60),
    region=st.sampled_from(["", "DE", "??"]),
)
@example(prefix="BEGIN:VCARD\n", fields=[("TEL;TYPE=" + "a;" * 2000, ":", "1")], end="", region="")
@example(prefix="http://", fields=[], end="[", region="")
def test_no_payload_is_an_error(
    prefix: str, fields: list[tuple[str, str, str]], end: str, region: str
) -> None:
    body = "\n".join(key + sign + text for key, sign, text in fields)
    for candidate in parse_payload(f"{prefix}{body}\n{end}", region=region):
        assert candidate.value
        assert 0 < candidate.confidence < 1
        assert candidate.kind == "note" or "\n" not in candidate.raw
