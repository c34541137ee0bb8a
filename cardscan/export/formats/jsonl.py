"""One card as a line of JSON, and back: the interface for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

from cardscan.errors import BadInputError
from cardscan.model import (
    Address,
    CardScan,
    Contact,
    Email,
    Event,
    Lines,
    Phone,
    PhoneType,
    Record,
    Social,
    Source,
    Url,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cardscan.export import ExportOptions
    from cardscan.model import Quad

SCHEMA = "cardscan/1"

_NAMES = ("prefix", "given_name", "additional_name", "family_name", "suffix", "native_name")
_TEXTS = (*_NAMES, "title", "department", "organization")
_PHONE = ("value", "raw", "type", "extension")
_ADDRESS = ("street", "locality", "region", "postal_code", "country", "country_code", "formatted")

# line ends to programs that split text by Unicode's rules rather than at "\n"
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write one line a card, each as soon as it is known."""
    for scan in scans:
        line = json.dumps(to_json(scan), ensure_ascii=False).translate(_LINE_ENDS)
        # a file name that is not UTF-8 holds lone surrogates; backslashreplace writes JSON's own escape
        stream.write(line.encode(errors="backslashreplace") + b"\n")
        stream.flush()


def to_json(scan: CardScan) -> dict[str, Any]:
    """Return the card as JSON-able data, schema "cardscan/1".

    Pixels are rounded to hundredths; chances and seconds to ten thousandths.
    """
    source = scan.source
    return {
        "schema": SCHEMA,
        **_record_to_json(scan.record),
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "page": source.page,
            "card": source.card,
            "quad": [[round(float(x), 2), round(float(y), 2)] for x, y in source.quad],
        },
        "contact": contact_to_json(scan.contact),
        "confidence": _rounded(scan.confidence),
        "needs_review": list(scan.needs_review),
        "reader": scan.reading.reader,
        "elapsed": _rounded(scan.elapsed),
    }


def contact_to_json(contact: Contact) -> dict[str, Any]:
    """Return the contact as JSON-able data."""
    return {
        "full_name": contact.full_name,
        **{name: getattr(contact, name) for name in _TEXTS},
        "phones": [{name: getattr(phone, name) for name in _PHONE} for phone in contact.phones],
        "emails": [{"value": email.value} for email in contact.emails],
        "urls": [{"value": url.value} for url in contact.urls],
        "addresses": [{name: getattr(address, name) for name in _ADDRESS} for address in contact.addresses],
        "social": [{"service": item.service, "value": item.value} for item in contact.social],
        "note": contact.note,
    }


def from_json(data: Mapping[str, Any]) -> CardScan:
    """Return the card that `to_json` made the data of; what the JSON leaves out, the lines read, is empty.

    Raises BadInputError where the data are not of this schema.
    """
    try:
        if data["schema"] != SCHEMA:
            raise BadInputError(f"JSON of schema {data['schema']!r}, not {SCHEMA!r}")
        source = data["source"]
        return CardScan(
            source=Source(
                str(source["path"]),
                str(source["sha256"]),
                int(source["page"]),
                int(source["card"]),
                _quad(source["quad"]),
            ),
            contact=contact_from_json(data["contact"]),
            confidence={str(name): float(chance) for name, chance in data["confidence"].items()},
            evidence={},
            needs_review=tuple(str(name) for name in data["needs_review"]),
            reading=Lines((), str(data["reader"]), 0.0, 0.0),
            elapsed={str(step): float(seconds) for step, seconds in data["elapsed"].items()},
            record=_record_from_json(data),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInputError(f"JSON that is no {SCHEMA!r}: {error!r}") from error


def contact_from_json(data: Mapping[str, Any]) -> Contact:
    """Return the contact; which name comes first is seen from the full name.

    Raises BadInputError where the data are not of this schema.
    """
    try:
        texts: dict[str, Any] = {name: str(data[name]) for name in _TEXTS}
        contact = Contact(
            **texts,
            phones=tuple(_phone(item) for item in data["phones"]),
            emails=tuple(Email(str(item["value"])) for item in data["emails"]),
            urls=tuple(Url(str(item["value"])) for item in data["urls"]),
            addresses=tuple(
                Address(**{name: str(item[name]) for name in _ADDRESS}) for item in data["addresses"]
            ),
            social=tuple(Social(str(item["service"]), str(item["value"])) for item in data["social"]),
            note=str(data["note"]),
        )
        full_name = str(data["full_name"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInputError(f"JSON that is no contact of {SCHEMA!r}: {error!r}") from error
    turned = replace(contact, family_first=True)
    return turned if contact.full_name != full_name == turned.full_name else contact


def _record_to_json(record: Record) -> dict[str, Any]:
    """Return what the book adds; keys that would be empty are left out."""
    data = {
        "uid": record.uid,
        "changed": record.changed,
        "tags": list(record.tags),
        "events": [{"name": event.name, "date": event.date} for event in record.events],
        "notes": list(record.notes),
    }
    return {name: value for name, value in data.items() if value}


def _record_from_json(data: Mapping[str, Any]) -> Record:
    return Record(
        str(data.get("uid", "")),
        str(data.get("changed", "")),
        tuple(str(tag) for tag in data.get("tags", ())),
        tuple(Event(str(event["name"]), str(event["date"])) for event in data.get("events", ())),
        tuple(str(note) for note in data.get("notes", ())),
    )


def _phone(data: Mapping[str, Any]) -> Phone:
    if data["type"] not in get_args(PhoneType):
        raise ValueError(f"no type of phone: {data['type']!r}")
    return Phone(str(data["value"]), str(data["raw"]), data["type"], str(data["extension"]))


def _quad(points: Iterable[tuple[float, float]]) -> Quad:
    first, second, third, fourth = ((float(x), float(y)) for x, y in points)
    return first, second, third, fourth


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in values.items()}
