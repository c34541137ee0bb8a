"""Single values: links, mailto, tel and sms addresses, and text without any form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cardscan.payload.proposals import LIKELY, LONGEST_NOTE, VAGUE, candidate, cleaned, emails, phones, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Candidate


def mailto(text: str, region: str) -> Iterator[Candidate]:
    """Yield the addresses of a mailto link."""
    for address in unquote(text.partition(":")[2].partition("?")[0]).split(","):
        yield from emails(cleaned(address), "qr-mailto")


def tel(text: str, region: str) -> Iterator[Candidate]:
    """Yield the number of a tel link."""
    yield from phones(cleaned(unquote(text)), set(), region, "qr-tel")


def sms(text: str, region: str) -> Iterator[Candidate]:
    """Yield the number that a message goes to, a cell phone's."""
    number = re.split(r"[:?]", text.partition(":")[2])[0]
    yield from phones(cleaned(unquote(number)), {"CELL"}, region, "qr-sms")


def link(text: str, region: str) -> Iterator[Candidate]:
    """Yield a bare link."""
    yield from urls(cleaned(text), "qr-url", LIKELY)


def labelled_link(text: str, region: str) -> Iterator[Candidate]:
    """Yield a link that "URL:" stands before."""
    yield from link(text.partition(":")[2], region)


def free_text(text: str, region: str) -> Iterator[Candidate]:
    """Yield the values that fill a line each, and a note of all other lines."""
    rest = []
    for line in map(cleaned, text.splitlines()):
        found = tuple(emails(line, "qr-text"))
        if re.fullmatch(r"[+(0][\d\s()./-]{7,}", line):
            found = tuple(phones(line, set(), region, "qr-text"))
        elif re.fullmatch(r"(https?://|www\.)\S+", line, re.IGNORECASE):
            found = tuple(urls(line, "qr-text", LIKELY))
        yield from found
        if line and not found:
            rest.append(line)
    note = "\n".join(rest)[:LONGEST_NOTE]
    yield from [candidate("note", note, note, "qr-text", VAGUE)] if note else []
