"""Contacts of a file of any address book, one after the other: vCards, CSV, and cardscan's own .jsonl."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cardscan.book.care.imports.files import lines_in
from cardscan.book.care.imports.items import Remark
from cardscan.book.care.imports.json_lines import from_json_lines
from cardscan.book.care.imports.numbers import country_of
from cardscan.book.care.imports.tables.contacts import from_csv, is_table
from cardscan.book.care.imports.vcards import begins_card, from_vcards
from cardscan.book.outcomes import Imported
from cardscan.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cardscan.book.care.imports.items import Item, Tick
    from cardscan.model import Phone

_HEAD_LINES = 200


def read_contacts(
    path: Path,
    *,
    region: str = "",
    known_numbers: Iterable[str] = (),
    encoding: str = "",
    tick: Tick = lambda _: None,
) -> Iterator[Item]:
    """Yield each contact of the file, what is wrong with it, and what else is to be said; in constant memory.

    `region` is the country (ISO 3166 alpha-2) of numbers that name none; where it is "", that of most of the
    file's numbers, else of most of the `known_numbers`, which the book has. Contacts without a UID
    get one of what they say, so that the same file again gives the same ones.
    Raises BadInputError where the file cannot be read at all or holds no contacts.
    """
    found = 0
    try:
        for item in _items(path, region, known_numbers, encoding, tick):
            found += not isinstance(item, Remark)
            yield item
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror or error}") from error
    if not found:
        raise BadInputError(
            f"{path}: no contacts in it",
            "export them as vCard (.vcf) or CSV with a line of headings, or with cardscan as .jsonl",
        )


def _items(path: Path, region: str, known: Iterable[str], encoding: str, tick: Tick) -> Iterator[Item]:
    form = _form(path, encoding)
    if form == "json":
        yield from from_json_lines(path, tick)
        return
    guessed = "" if region else _country(path, encoding, known)
    read = from_csv if form == "table" else from_vcards
    taken = 0
    for item in read(path, region or guessed, tick, encoding):
        taken += isinstance(item, Imported) and sum(_named_no_country(phone) for phone in item.contact.phones)
        yield item
    if guessed and taken:
        yield Remark(
            f"{path}: {taken} telephone numbers named no country: most of the others are of {guessed},"
            " so these were taken for such, too, unless their contact says otherwise (--region: of another)"
        )


def _named_no_country(phone: Phone) -> bool:
    return phone.value.startswith("+") and not phone.raw.lstrip().startswith(("+", "00", "tel:+"))


def _form(path: Path, encoding: str) -> str:
    """Return what the file is by its first lines: "json", "vcard", "table" or "" for none."""
    lines = lines_in(path, lambda _: None, encoding)
    said = [line for line in islice(lines, _HEAD_LINES) if line.strip()]
    if said and said[0].lstrip().startswith(b"{"):
        return "json"
    if any(begins_card(line) for line in said):
        return "vcard"
    return "table" if is_table(said) else ""


def _country(path: Path, encoding: str, known: Iterable[str]) -> str:
    return country_of(lines_in(path, lambda _: None, encoding)) or country_of(known)
