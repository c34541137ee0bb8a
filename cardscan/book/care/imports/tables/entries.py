"""What one row of a table says, as a contact to be imported."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cardscan.book.care.imports.contact import with_nicknames
from cardscan.book.care.imports.numbers import country_code, label_type, phone_in
from cardscan.book.care.imports.people import in_parts, named
from cardscan.book.care.imports.reach import account, links_in, mail_address
from cardscan.book.care.imports.tables.properties import day_of
from cardscan.contact_fields import NAME_PARTS
from cardscan.export.values import plain_contact
from cardscan.model import Address, Contact, Email, Event, Phone, Social, Url
from cardscan.networks import is_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cardscan.book.care.imports.tables.columns import Column

_SEVERAL = re.compile(r"\s*(?: ::: |;\s|;$|[\r\n]+)\s*")
_NOISE = frozenset(
    {"0/0/00", "00.00.00", "0.0.00", "unspecified", "normal", "false", "smtp", "private: false"}
)
"""What Outlook writes into cells that nobody filled."""
_SAFE = re.compile(
    "(^|[;\\t\\r\\n\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029])([\\s\"]*)'(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])"
)
"""The apostrophe that cardscan's own table puts before what a spreadsheet would run."""
_MET = re.compile(r"Met (?:at (?P<name>.+?))?(?:(?:, )?(?P<date>\d{4}-\d\d-\d\d))?")
_DATED = re.compile(r"(?:(\d{4}-\d\d-\d\d)(?: |$))?(.*)")
_LABELLED = re.compile(r"(Phone|E-mail|Web|Address|Categories|Name|Pronouns): (.+)")
_ACCOUNT = re.compile(r"([a-z][a-z0-9-]*): (\S+)")
_BATCH = re.compile(r"cardscan \d{4}-\d\d-\d\d")


@dataclass(slots=True)
class _Said:
    """What has been found in a row."""

    texts: dict[str, str] = field(default_factory=dict)
    phones: dict[Phone, None] = field(default_factory=dict)
    emails: dict[Email, None] = field(default_factory=dict)
    urls: dict[Url, None] = field(default_factory=dict)
    social: dict[Social, None] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    further: list[Address] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    events: dict[Event, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    born: dict[str, str] = field(default_factory=dict)
    """Year, month and day where these have columns of their own, or "" and the whole day."""
    emails_at_home: set[Email] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as contact, and what its user says of it."""

    contact: Contact
    tags: tuple[str, ...]
    events: tuple[Event, ...]
    notes: tuple[str, ...]
    birthday: str = ""
    """As vCards have it."""
    at_home: frozenset[Address | Email] = frozenset()
    """Which of the contact's are private."""


def entry_of(columns: Sequence[Column], cells: Sequence[str], region: str) -> Entry:
    """Return what the cells of a row say; what has no field is a line of the note, behind its heading.

    `region` is the country (ISO 3166 alpha-2) of numbers that name none; an address' comes first.
    """
    ours = any(column.heading == "Own notes" for column in columns)
    pairs = [
        (column, (_SAFE.sub(r"\1\2", cell) if ours else cell).strip())
        for column, cell in zip(columns, cells, strict=False)
        if cell.strip() and column.kind != "skipped"
    ]
    labels = {
        column.group: cell.removeprefix("*").strip() for column, cell in pairs if column.kind == "label"
    }
    countries = {country_code(cell) for column, cell in pairs if column.part == "country"} - {""}
    region = countries.pop() if len(countries) == 1 else region
    said = _Said()
    for column, cell in pairs:
        if column.kind == "phone":
            _take_phones(said, column, cell, labels.get(column.group, ""), region)
        else:
            _TAKE.get(column.kind, _take_other)(said, column, cell, labels.get(column.group, ""))
    if not ours:
        _take_from_note(said, region)
    for number, cell in enumerate(cells[len(columns) :], len(columns) + 1):
        if cell.strip():
            said.note.append(f"Column {number}: {cell.strip()}")
    tags = tuple(tag for tag in said.tags if not any(event.name == tag for event in said.events))
    homes = {"home", *(group for group, label in labels.items() if label_type(label) == "home")}
    places = {place for group, parts in said.places.items() if group in homes and (place := _address(parts))}
    at_home: frozenset[Address | Email] = frozenset({*places, *said.emails_at_home})
    birthday = _birthday(said)
    return Entry(_contact(said, ours=ours), tags, tuple(said.events), tuple(said.notes), birthday, at_home)


def _birthday(said: _Said) -> str:
    """Return the birthday that the row says; what is no day is a line of the note."""
    year, month, day = parts = [said.born.get(part, "") for part in ("year", "month", "day")]
    whole = day_of(f"{year or '-'}-{month:0>2}-{day:0>2}")
    if any(parts) and not whole:
        said.note.append(f"Birthday: {'-'.join(filter(None, parts))}")
    return said.born.get("", whole)


def _contact(said: _Said, *, ours: bool) -> Contact:
    texts = said.texts
    contact = Contact(
        phones=tuple(said.phones),
        emails=tuple(said.emails),
        urls=tuple(said.urls),
        addresses=(*filter(None, map(_address, said.places.values())), *said.further),
        social=tuple(said.social),
        note="\n".join(said.note),
        title=texts.get("title", ""),
        department=texts.get("department", ""),
        organization=texts.get("organization", ""),
        native_name=texts.get("native_name", ""),
    )
    parts = {part.key: texts.get(part.key, "") for part in NAME_PARTS}
    full = texts.get("full_name", "")
    if full and parts["given_name"] and not parts["family_name"] and parts["given_name"] not in full:
        parts["family_name"], full = full, ""  # "Name, Vorname": it is half of the name
    if any(parts[key] for key in ("given_name", "family_name", "additional_name", "suffix")):
        contact = in_parts(contact, parts, full)
    elif full and full not in (contact.organization, contact.native_name):
        contact = named(contact, (), full)
    contact = replace(contact, prefix=contact.prefix or parts["prefix"], pronouns=parts["pronouns"])
    known_as = [parts["nickname"]] if ours else parts["nickname"].split(", ")
    known_as = [name for name in known_as if name]
    contact = replace(contact, nickname="") if known_as else contact
    if ours:
        return plain_contact(replace(contact, nickname="".join(known_as) or contact.nickname))
    return plain_contact(with_nicknames(contact, known_as))


def _address(parts: Mapping[str, str]) -> Address | None:
    streets = (parts.get(key, "") for key in ("street", "street2", "street3", "box"))
    street = "\n".join(filter(None, streets))
    rest = tuple(parts.get(key, "") for key in ("city", "region", "code", "country"))
    whole = parts.get("formatted", "")
    if not (street or any(rest) or whole):
        return None
    if not any(rest) and (whole or "," in street):
        return Address(formatted=whole or street)
    city, state, code, country = rest
    formatted = ", ".join(filter(None, (street.replace("\n", ", "), *rest)))
    return Address(street, city, state, code, country, country_code(country), whole or formatted)


def _each(cell: str) -> Iterator[str]:
    return (part.strip() for part in _SEVERAL.split(cell) if part.strip())


def _take_text(said: _Said, column: Column, cell: str, label: str) -> None:
    said.texts[column.part] = cell


def _take_phones(said: _Said, column: Column, cell: str, label: str, region: str) -> None:
    kind = column.part or label_type(label)
    for part in _each(cell):
        found = phone_in(part, {kind.upper()} if kind else set(), region)
        said.phones.update(dict.fromkeys(found))
        if not found:
            said.note.append(f"{column.heading}: {part}")


def _take_emails(said: _Said, column: Column, cell: str, label: str) -> None:
    for part in _each(cell):
        found = [*mail_address(part)] or [
            address for word in re.split(r"[\s,;]+", part) for address in mail_address(word)
        ]
        emails = dict.fromkeys(map(Email, found))
        said.emails.update(emails)
        if "home" in (column.group, label_type(label)):
            said.emails_at_home.update(emails)
        if not found:
            said.note.append(f"{column.heading}: {part}")


def _take_birthday(said: _Said, column: Column, cell: str, label: str) -> None:
    day = cell if column.part else day_of(cell)
    if day and column.part not in said.born:
        said.born[column.part] = day
    else:
        _take_other(said, column, cell, label)


def _take_links(said: _Said, column: Column, cell: str, label: str) -> None:
    for part in _each(cell):
        values = [found.value for found in links_in(part)]
        said.urls.update({value: None for value in values if isinstance(value, Url)})
        said.social.update({value: None for value in values if isinstance(value, Social)})
        if not values:
            said.note.append(f"{column.heading}: {part}")


def _take_account(said: _Said, column: Column, cell: str, label: str) -> None:
    for part in _each(cell):
        values = [found.value for found in account(part, column.part or label)]
        said.social.update({value: None for value in values if isinstance(value, Social)})


def _take_accounts(said: _Said, column: Column, cell: str, label: str) -> None:
    """Take cardscan's own cell of several accounts."""
    for part in _each(cell):
        service, _, name = part.partition(": ")
        said.social[Social(service, name)] = None


def _take_address(said: _Said, column: Column, cell: str, label: str) -> None:
    said.places[column.group][column.part] = cell


def _take_note(said: _Said, column: Column, cell: str, label: str) -> None:
    said.note += cell.splitlines()


def _take_tags(said: _Said, column: Column, cell: str, label: str) -> None:
    parts = re.split(r"\s*(?: ::: |;|,(?!\S))\s*", cell)
    own = (part.strip() for part in parts if part.strip() and not part.startswith("*"))
    said.tags.update(dict.fromkeys(part for part in own if not _BATCH.fullmatch(part)))


def _take_events(said: _Said, column: Column, cell: str, label: str) -> None:
    for part in _each(cell):
        if dated := _DATED.fullmatch(part):
            said.events[Event(dated[2], dated[1] or "")] = None


def _take_own_notes(said: _Said, column: Column, cell: str, label: str) -> None:
    said.notes += cell.splitlines()


def _take_further(said: _Said, column: Column, cell: str, label: str) -> None:
    said.further += [Address(formatted=line) for line in cell.splitlines() if line.strip()]


def _take_pair(said: _Said, column: Column, cell: str, label: str) -> None:
    said.note.append(f"{label or column.heading}: {cell}")


def _take_label(said: _Said, column: Column, cell: str, label: str) -> None:
    """Pass over what others of its group are called by."""


def _take_other(said: _Said, column: Column, cell: str, label: str) -> None:
    if cell.lower() not in _NOISE:
        said.note.append(f"{column.heading}: {cell}")


_TAKE: Mapping[str, Callable[[_Said, Column, str, str], None]] = {
    "text": _take_text, "email": _take_emails, "url": _take_links, "social": _take_account,
    "accounts": _take_accounts, "address": _take_address, "note": _take_note, "tags": _take_tags,
    "met": _take_events, "own note": _take_own_notes, "further": _take_further, "pair": _take_pair,
    "label": _take_label, "birthday": _take_birthday,
}  # fmt: skip


def _take_from_note(said: _Said, region: str) -> None:
    """Take what cardscan writes into the notes of programs whose columns were full."""
    lines, said.note = said.note, []
    for line in lines:
        if not (_take_labelled(said, line, region) or _take_met(said, line) or _take_service(said, line)):
            said.note.append(line)


def _take_labelled(said: _Said, line: str, region: str) -> bool:
    found = _LABELLED.fullmatch(line)
    if not found:
        return False
    kind, text = found[1], found[2]
    if kind == "Phone":
        said.phones.update(dict.fromkeys(phones := phone_in(text, set(), region)))
        return bool(phones)
    if kind == "E-mail":
        said.emails.update(dict.fromkeys(emails := [*map(Email, mail_address(text))]))
        return bool(emails)
    if kind == "Web":
        before = len(said.urls) + len(said.social)
        values = [found.value for found in links_in(text)]
        said.urls.update({value: None for value in values if isinstance(value, Url)})
        said.social.update({value: None for value in values if isinstance(value, Social)})
        return len(said.urls) + len(said.social) > before
    if kind == "Address":
        said.further.append(Address(formatted=text))
    elif kind == "Categories":
        said.tags.update(dict.fromkeys(re.split("[;,] ", text)))
    else:
        said.texts.setdefault("nickname" if kind == "Name" else "pronouns", text)
    return True


def _take_met(said: _Said, line: str) -> bool:
    met = _MET.fullmatch(line)
    if not met or not (met["name"] or met["date"]):
        return False
    said.events[Event(met["name"] or "", met["date"] or "")] = None
    return True


def _take_service(said: _Said, line: str) -> bool:
    found = _ACCOUNT.fullmatch(line)
    if not found or not is_network(found[1]):
        return False
    said.social[Social(found[1], found[2])] = None
    return True
