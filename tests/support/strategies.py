"""Hypothesis strategies for the nouns, with the characters that break file formats."""

from datetime import datetime
from string import ascii_lowercase, digits

from hypothesis import strategies as st

from cardscan.contact_fields import NAME_PARTS, OWN_TEXTS
from cardscan.model import (
    Address,
    CardScan,
    Contact,
    Email,
    Event,
    Lines,
    Phone,
    Record,
    Social,
    Source,
    Url,
)

_TROUBLE = st.sampled_from("\"',;:\\=+-@<>&%|*?/\t \u00a0\u200f\u202eéßłŁ漢字あ한ทשع\u0301😀👩🏽‍🔧")
_ANY = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff")


def _line(text: str) -> str:
    return text.replace("\t", " ").strip()


def lines(max_size: int = 40) -> st.SearchStrategy[str]:
    """A line of any text, perhaps empty, with neither control characters nor space at its ends."""
    return st.text(_ANY | _TROUBLE, max_size=max_size).map(_line)


def paragraphs() -> st.SearchStrategy[str]:
    """Several lines of any text."""
    return st.lists(lines(120), max_size=4).map(lambda parts: "\n".join(parts).strip())


def phones() -> st.SearchStrategy[Phone]:
    """A number in E.164, or one that is not valid, as printed."""
    valid = st.text(digits, min_size=7, max_size=14).map(lambda number: f"+{number}")
    printed = st.text("0123456789 ()-./", min_size=1, max_size=20).map(str.strip).filter(bool)
    types = st.sampled_from(("work", "cell", "fax", "home", "pager", "other"))
    return st.builds(
        Phone, valid | printed, raw=printed, type=types, extension=st.just("") | st.text(digits, max_size=5)
    )


def emails() -> st.SearchStrategy[Email]:
    """An e-mail address of a domain that nobody has."""
    part = st.text(ascii_lowercase + digits, min_size=1, max_size=12)
    return st.builds("{}.{}@{}.example".format, part, part, part).map(Email)


def urls() -> st.SearchStrategy[Url]:
    """A website, with the characters that formats use as separators."""
    path = st.text(ascii_lowercase + digits + "/,;?=&-_~%\\", max_size=30)
    return st.builds("https://{}.example/{}".format, st.text(ascii_lowercase, min_size=1), path).map(Url)


def addresses() -> st.SearchStrategy[Address]:
    """An address in parts, in one piece, or both."""
    code = st.sampled_from(("", "DE", "JP", "BR"))
    parts = (lines(), lines(), lines(), lines(12), lines())
    return st.builds(Address, paragraphs(), *parts[1:], country_code=code, formatted=lines(80))


def socials() -> st.SearchStrategy[Social]:
    """An account by its name or its page."""
    handle = st.text(ascii_lowercase + digits + "_", min_size=1, max_size=20)
    service = st.sampled_from(("linkedin", "x", "skype", "wechat", "instagram"))
    return st.builds(Social, service, handle | handle.map("https://social.example/in/{}".format))


def contacts() -> st.SearchStrategy[Contact]:
    """Any contact, from an empty one to a crowded one; no control characters."""
    texts = {field.key: lines() for field in (*NAME_PARTS, *OWN_TEXTS)}
    return st.builds(
        Contact,
        **texts | {"prefix": lines(10), "suffix": lines(10), "organization": lines(300)},
        family_first=st.booleans(),
        phones=st.lists(phones(), max_size=6).map(tuple),
        emails=st.lists(emails(), max_size=5).map(tuple),
        urls=st.lists(urls(), max_size=3).map(tuple),
        addresses=st.lists(addresses(), max_size=4).map(tuple),
        social=st.lists(socials(), max_size=3).map(tuple),
        note=paragraphs(),
    )


def records() -> st.SearchStrategy[Record]:
    """What the book adds, from nothing to much."""
    date = st.just("") | st.dates().map(str)
    events = st.builds(Event, lines(), date).filter(lambda event: event != Event())
    moment = st.just("") | st.datetimes(datetime(2000, 1, 1)).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}")
    return st.builds(
        Record,
        uid=st.just("") | st.uuids().map(str),
        changed=moment,
        tags=st.lists(lines(30).filter(bool), max_size=3, unique=True).map(tuple),
        events=st.lists(events, max_size=2).map(tuple),
        notes=st.lists(paragraphs().filter(bool), max_size=2).map(tuple),
    )


def card_scans() -> st.SearchStrategy[CardScan]:
    """A contact with where it came from, as `from_json` gives it: without the lines read."""
    number = st.integers(0, 400_000).map(lambda hundredths: hundredths / 100)
    point = st.tuples(number, number)
    source = st.builds(
        Source,
        path=st.text(_ANY | _TROUBLE, min_size=1, max_size=30),
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
        page=st.integers(1, 99),
        card=st.integers(1, 20),
        quad=st.tuples(point, point, point, point),
    )
    keys = st.sampled_from(("full_name", "title", "phones[0]", "emails[0]", "note"))
    chance = st.integers(0, 10_000).map(lambda tenthousandths: tenthousandths / 10_000)
    return st.builds(
        CardScan,
        source,
        contacts(),
        confidence=st.dictionaries(keys, chance),
        evidence=st.just({}),
        needs_review=st.lists(keys, unique=True).map(tuple),
        reading=st.sampled_from(("rapid", "tesseract")).map(lambda reader: Lines((), reader, 0.0, 0.0)),
        elapsed=st.dictionaries(st.sampled_from(("find", "read", "parse")), chance),
        record=st.just(Record()) | records(),
    )
