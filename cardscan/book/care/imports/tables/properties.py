"""What a row says that no field of the book holds: a birthday, which e-mails and addresses are of home."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import own_vcard
from cardscan.model import CardScan, Lines, Record, Source
from cardscan.vcards.lines import lines_of, made_line, plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cardscan.model import Address, Contact, Email
    from cardscan.vcards.lines import ContentLine

_YEAR_FIRST = re.compile(r"(\d{4})[-/. 年]+(\d\d?)[-/. 月]+(\d\d?)日?(?:T.*| 0?0:00.*)?")
_YEAR_LAST = re.compile(r"(\d\d?)([./-]) ?(\d\d?)[./-] ?(\d{4})(?: 0?0:00.*)?")
_NO_YEAR = re.compile(r"-{1,2}(\d\d)-?(\d\d)")
_LEAP_YEAR = 2000
"""In the place of a year that is not said."""
_NOWHERE = Source("", "", 1, 1, ((0.0, 0.0),) * 4)


def day_of(text: str) -> str:
    """Return a date as vCards have it; "" where it is none, or its day may be its month.

    >>> day_of("1980-05-06"), day_of("6.5.1980"), day_of("5/16/1980"), day_of("--05-06")
    ('1980-05-06', '1980-05-06', '1980-05-16', '--05-06')
    >>> day_of("5/6/1980"), day_of("0/0/00"), day_of("in May")
    ('', '', '')
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NO_YEAR.fullmatch(text):
        return re.sub(r"^\d+", "-", _day(_LEAP_YEAR, int(found[1]), int(found[2])))
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return ""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    days = {_day(year, second, first)} if found[2] == "." else {
        _day(year, second, first), _day(year, first, second)
    } - {""}  # fmt: skip
    return days.pop() if len(days) == 1 else ""


def vcard_of(uid: str, contact: Contact, birthday: str, at_home: Collection[Address | Email]) -> str:
    """Return the contact as a vCard that says these things, too; "" where there are none."""
    if not (birthday or at_home):
        return ""
    scan = CardScan(_NOWHERE, contact, {}, {}, (), Lines((), "", 0.0, 0.0), {}, record=Record(uid))
    return plain_text(_with(lines_of(own_vcard(scan, ExportOptions())), contact, birthday, at_home))


def _with(
    lines: Collection[ContentLine], contact: Contact, birthday: str, at_home: Collection[Address | Email]
) -> Iterator[ContentLine]:
    values = {"EMAIL": iter(contact.emails), "ADR": iter(contact.addresses)}
    for line in lines:
        if line.name in values and next(values[line.name]) in at_home:
            yield made_line(line.name, line.value, [("TYPE", "HOME")])
            continue
        if line.name == "END" and birthday:
            yield made_line("BDAY", birthday)
        yield line


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
