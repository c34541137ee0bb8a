"""Contacts of other address books: .vcf of any version and any program, and cardscan's own .jsonl."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid5

from cardscan.book.records import Imported
from cardscan.contact_fields import DETAILS, PRONOUNS, with_name, with_values
from cardscan.errors import BadInputError
from cardscan.export.formats.jsonl import from_json
from cardscan.export.values import accounts_without_link, phone_text, plain_contact
from cardscan.model import Address, Contact, Email, PersonName, Phone, Social, Url
from cardscan.payload.proposals import accounts, addresses, cleaned, emails, names, parts_of, phones, urls
from cardscan.payload.vcard import properties
from cardscan.text import is_native
from cardscan.vcards.lines import lines_of, plain_text
from cardscan.vcards.meaning import BULKY, uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cardscan.contact_fields import Field
    from cardscan.model import Candidate, PhoneType
    from cardscan.vcards.lines import ContentLine

    Property = tuple[str, set[str], str]
    ValueT = TypeVar("ValueT", Address, Email, PersonName, Phone, Social, Url)

_NAMESPACE = UUID("b1a0a6c3-6f4e-4c55-9f7e-0f6c1d1f2a9b")
_LONGEST_LINE = 1 << 20
_LARGEST_CARD = 1 << 20
_MOST_DATA = 3 << 20
"""Octets of a card's pictures and other data; what goes beyond is left out."""
_LONGEST_UID = 200
_RULE = "import"

_BULKY = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
"""Properties whose values may be of any size."""
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")

_TYPES: Sequence[tuple[PhoneType, frozenset[str]]] = (
    ("cell", frozenset({"CELL", "MOBILE", "IPHONE"})),
    ("pager", frozenset({"PAGER"})),
    ("work", frozenset({"WORK", "COMPANY", "MAIN"})),
    ("home", frozenset({"HOME"})),
    ("other", frozenset({"OTHER"})),
)
"""What a phone's words say, the first that meets; fax comes before all of them."""


def read_contacts(path: Path, *, region: str = "") -> Iterator[Imported | BadInputError]:
    """Yield each contact of the file, or what is wrong with it; takes constant memory.

    `region` is the country (ISO 3166 alpha-2) of numbers that name none. Contacts without a UID
    get one of what they say, so that the same file again gives the same ones.
    Raises BadInputError where the file cannot be read at all or holds no contacts.
    """
    found = 0
    try:
        items = _from_jsonl(path) if _is_json(path) else _from_vcf(path, region)
        for item in items:
            found += 1
            yield item
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror or error}") from error
    if not found:
        raise BadInputError(
            f"{path}: no contacts in it", "export them as vCard (.vcf), or with cardscan as .jsonl"
        )


def contact_of(text: str, *, region: str = "") -> Contact:
    r"""Return what one vCard says; an empty contact where that is nothing.

    >>> contact_of("BEGIN:VCARD\nN:Weber;Anna\nitem1.TEL;type=CELL:+49 170 1234567\nEND:VCARD").full_name
    'Anna Weber'
    """
    lines = tuple(properties(text))
    first = {name: value for name, _, value in reversed(lines)}
    organization, *units = parts_of(first.get("ORG", ""))
    contact = Contact(
        department=", ".join(filter(None, units)),
        organization=organization,
        phones=_distinct(_phones(lines, region)),
        emails=_distinct(_each(lines, "EMAIL", Email)),
        urls=_distinct(_values(_accounts(lines), Url)),
        addresses=_distinct(_each(lines, "ADR", Address)),
        social=_distinct(_values(_accounts(lines), Social)),
    )
    contact = with_values(contact, ((field, _text(field, first)) for field in DETAILS if field.vcard))
    known = accounts_without_link(contact)  # cardscan writes them into the note, too
    notes = (_unescaped(value).split("\n") for name, _, value in lines if name == "NOTE")
    said = [line.strip() for lines in notes for line in lines if line.strip() not in known]
    contact = _known_as(_named(contact, first), lines)
    contact, said = _addressed(contact, cleaned(first.get("PRONOUNS", "")), said)
    return plain_contact(replace(contact, note="\n".join(said).strip()))


def _is_json(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _from_jsonl(path: Path) -> Iterator[Imported | BadInputError]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                scan = from_json(json.loads(line.decode("utf-8-sig")))
            except (ValueError, BadInputError) as error:
                yield BadInputError(f"{path}, line {number}: {error}")
                continue
            yield Imported(scan.uid, scan.contact, f"from {path.name}")


def _from_vcf(path: Path, region: str) -> Iterator[Imported | BadInputError]:
    for number, card in enumerate(_cards(path), start=1):
        place = f"{path}, card {number}"
        if card.size > _LARGEST_CARD:
            yield BadInputError(f"{place}: too large")
            continue
        lines = lines_of(card.octets)
        if lines[-1].name != "END":
            yield BadInputError(f"{place}: does not end")
            continue
        if any(line.name in _KINDS and line.value.strip().lower() == "group" for line in lines):
            continue  # a list of other cards
        contact = contact_of(plain_text(line for line in lines if line.name not in BULKY), region=region)
        if contact == Contact():
            yield BadInputError(f"{place}: says nothing")
            continue
        yield Imported(_uid(lines), contact, f"from {path.name}", plain_text(lines))


class _RawCard:
    """A card's octets, as they come line by line; of too much data, no more than may be kept."""

    def __init__(self, line: bytes) -> None:
        self._lines = [line]
        self.size = 0
        """Octets that are no pictures or other data."""
        self._data = 0
        self._start = -1  # where in the card the picture begins that is being read

    def add(self, line: bytes) -> None:
        """Take the next line."""
        if _BULKY.match(line):
            self._start = len(self._lines)
        elif line[:1] not in b" \t\r\n" and b":" in line:
            self._start = -1
        if self._start < 0:
            self.size += len(line)
            if self.size <= _LARGEST_CARD + _LONGEST_LINE:
                self._lines.append(line)
            return
        self._data += len(line)
        self._lines.append(line)
        if self._data > _MOST_DATA:
            del self._lines[self._start :]

    @property
    def octets(self) -> bytes:
        """All of it."""
        return b"".join(self._lines)


def _cards(path: Path) -> Iterator[_RawCard]:
    """Yield each card from BEGIN to END, or to the next BEGIN where that is missing."""
    card: tuple[_RawCard, ...] = ()
    for line in _lines(path):
        bare = line.strip().upper()
        if bare == b"BEGIN:VCARD":
            yield from card
            card = (_RawCard(line),)
            continue
        for begun in card:
            begun.add(line)
        if bare == b"END:VCARD":
            yield from card
            card = ()
    yield from card


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the file's lines, in UTF-8 where the file begins with the mark of a UTF-16."""
    with path.open("rb") as stream:
        mark = stream.read(3)
        if mark[:2] in (b"\xff\xfe", b"\xfe\xff"):
            stream.seek(0)
            text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="")
            while line := text.readline(_LONGEST_LINE):
                yield line.encode()
            return
        stream.seek(3 if mark == b"\xef\xbb\xbf" else 0)
        while data := stream.readline(_LONGEST_LINE):
            yield data


def _uid(lines: Sequence[ContentLine]) -> str:
    """Return the card's own UID, or one made of all that it says."""
    uid = cleaned(uid_of(lines))
    if uid and len(uid) <= _LONGEST_UID and uid.isprintable():
        return uid
    text = plain_text(line for line in lines if line.name not in BULKY)
    said = sorted(f"{name}:{value}" for name, _, value in properties(text) if name not in ("REV", "PRODID"))
    return str(uuid5(_NAMESPACE, "\n".join(said).encode(errors="replace").decode()))


def _named(contact: Contact, first: Mapping[str, str]) -> Contact:
    """Return the contact with its person's name, unless that is a company's or stands in for one."""
    parts, full = parts_of(first.get("N", "")), cleaned(first.get("FN", ""))
    company = {first.get("X-ABSHOWAS", "").upper(), first.get("KIND", "").upper()} & {"COMPANY", "ORG"}
    reach = {email.value for email in contact.emails} | {url.value for url in contact.urls}
    reach |= {phone_text(phone) for phone in contact.phones}
    stand_in = full == contact.organization or full in reach or full == "Business card"
    if (company and contact.organization) or (not any(parts) and stand_in):
        return contact
    for name in _values(names(parts, full, _RULE), PersonName):
        return with_name(contact, name)
    return contact


def _text(field: Field, first: Mapping[str, str]) -> str:
    return cleaned(next(filter(None, (first.get(name, "") for name in field.vcard)), ""))


def _known_as(contact: Contact, lines: Iterable[Property]) -> Contact:
    """Return the contact with its nicknames; the first in another script than the name is the native name."""
    values = (value for name, _, value in lines if name == "NICKNAME")
    said = [name for value in values for name in parts_of(value, ",") if name]
    elsewhere = [name for name in said if is_native(name) and not is_native(contact.full_name)]
    rest = [name for name in said if name not in elsewhere[:1]]
    return replace(contact, native_name="".join(elsewhere[:1]), nickname=", ".join(rest) or contact.nickname)


def _addressed(contact: Contact, pronouns: str, note: list[str]) -> tuple[Contact, list[str]]:
    """Return the contact with its pronouns and the rest of its note, where older vCards have them."""
    label = f"{PRONOUNS.label}: "
    said = "" if pronouns else next((line for line in note if line.startswith(label)), "")
    rest = [line for line in note if line != said] if said else note
    return replace(contact, pronouns=pronouns or said.removeprefix(label)), rest


def _accounts(lines: Iterable[Property]) -> Iterator[Candidate]:
    """Yield websites and accounts: programs write either as a link."""
    for name, words, value in lines:
        if name == "URL":
            yield from urls(cleaned(value), _RULE)
        elif name in ("IMPP", "X-SOCIALPROFILE"):
            yield from accounts(cleaned(value), words, _RULE)


def _phones(lines: Iterable[Property], region: str) -> Iterator[Phone]:
    for name, words, value in lines:
        if name == "TEL":
            for phone in _values(phones(cleaned(value), words, region, _RULE), Phone):
                yield replace(phone, type=_phone_type(words, phone.type))


def _phone_type(words: set[str], guess: PhoneType) -> PhoneType:
    """Return what the words say; the guess, by the number, where they say nothing."""
    if any("FAX" in word for word in words):
        return "fax"
    if words - {"PREF"} == {"VOICE"}:
        return "other"
    return next((kind for kind, meant in _TYPES if words & meant), guess)


def _each(lines: Iterable[Property], name: str, kind: type[ValueT]) -> Iterator[ValueT]:
    for found, _, value in lines:
        if found == name == "ADR":
            yield from _values(addresses(parts_of(value), _RULE), kind)
        elif found == name:
            yield from _values(emails(cleaned(value), _RULE), kind)


def _values(candidates: Iterable[Candidate], kind: type[ValueT]) -> Iterator[ValueT]:
    return (candidate.value for candidate in candidates if isinstance(candidate.value, kind))


def _distinct(values: Iterable[ValueT]) -> tuple[ValueT, ...]:
    return tuple(dict.fromkeys(values))


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)
