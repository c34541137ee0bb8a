"""One card as a line of JSON, and back: the interface for other programs."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

from cardscan.contact_fields import (
    LISTS,
    NAME_PARTS,
    NICKNAME,
    NOTE,
    OWN_TEXTS,
    PRONOUNS,
    TEXTS_IN_PARTS,
)
from cardscan.errors import BadInputError
from cardscan.model import CardScan, Contact, Event, Lines, Phone, PhoneType, Record, Source
from cardscan.visible import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cardscan.export import ExportOptions
    from cardscan.model import Quad, Value

SCHEMA = "cardscan/1"

_ALWAYS = tuple(part for part in NAME_PARTS if part not in (NICKNAME, PRONOUNS))
"""The parts of a name that every line of this schema has."""

_TYPES: Mapping[str, type[Any]] = {field.key: type(field.blank) for field in LISTS}
_PARTS = {of_type: tuple(part.name for part in fields(of_type)) for of_type in _TYPES.values()}
"""What the values of a list are, by its key, and what such values are made of."""


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write one line a card, each as soon as it is known."""
    for scan in scans:
        # besides what acts on a terminal, line ends to programs that split text by Unicode's rules, and the
        # lone surrogates of a file name that is not UTF-8
        stream.write(escaped(json.dumps(to_json(scan), ensure_ascii=False)).encode() + b"\n")
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
        **{field.key: field.of(contact) for field in TEXTS_IN_PARTS},
        **{field.key: [_value_to_json(value) for value in field.of(contact)] for field in LISTS},
        NOTE.key: contact.note,
    }


def _value_to_json(value: Value) -> dict[str, str]:
    return {name: getattr(value, name) for name in _PARTS[type(value)]}


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
        raise _no_card(error) from error


def contact_from_json(data: Mapping[str, Any]) -> Contact:
    """Return the contact; which name comes first is seen from the full name.

    A field that is not there is empty. Raises BadInputError where the data are not of this schema.
    """
    try:
        full_name = str(data["full_name"])
        values: dict[str, Any] = {field.key: str(data[field.key]) for field in (*_ALWAYS, NOTE)}
        # what was written before a field was added does not have it
        values |= {field.key: str(data.get(field.key, "")) for field in (NICKNAME, PRONOUNS, *OWN_TEXTS)}
        for key, of_type in _TYPES.items():
            values[key] = tuple(_value(of_type, item) for item in data.get(key, ()))
        contact = Contact(**values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_card(error) from error
    turned = replace(contact, family_first=True)
    return turned if contact.full_name != full_name == turned.full_name else contact


def _no_card(error: Exception) -> BadInputError:
    """Return the error for JSON that is not of this schema, in words for people."""
    fault = (
        f"{error} is missing"
        if isinstance(error, KeyError)
        else "a value is of another kind than it should be"
    )
    return BadInputError(f"JSON, but no card of {SCHEMA!r}: {fault}")


def _record_to_json(record: Record) -> dict[str, Any]:
    """Return what the book adds; keys that would be empty are left out."""
    data = {
        "number": record.number,
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
        number=int(data.get("number", 0)),
    )


def _value(of_type: type[Any], data: Mapping[str, Any]) -> Any:
    if of_type is Phone and data["type"] not in get_args(PhoneType):
        raise BadInputError(f"JSON, but no card of {SCHEMA!r}: there is no type of phone {data['type']!r}")
    return of_type(*(str(data[name]) for name in _PARTS[of_type]))


def _quad(points: Iterable[tuple[float, float]]) -> Quad:
    first, second, third, fourth = ((float(x), float(y)) for x, y in points)
    return first, second, third, fourth


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in values.items()}
