"""Sides of a card: scans in which each field stands in a line of its own, and pictures of two sides."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from cardscan.contact_fields import LISTS, SOLE_FIRST
from cardscan.model import (
    CardScan,
    Contact,
    Email,
    Line,
    Lines,
    Phone,
    Picture,
    Quad,
    Source,
)

QUAD: Quad = ((10.0, 20.0), (200.0, 20.0), (200.0, 60.0), (10.0, 60.0))

FRONT = ("Anna Weber", "Managing Director", "anna@weber.example", "+49 30 12345678")
BACK = ("Weber Maschinenbau GmbH", "www.weber.example", "Fax: +49 30 12345679")


def saved(picture: Picture, path: Path) -> Path:
    Image.fromarray(picture.pixels[:, :, ::-1]).save(path)
    return path


ANNA = Contact(
    given_name="Anna",
    family_name="Weber",
    title="Managing Director",
    organization="Weber Ltd",
    phones=(Phone("+493012345678"),),
    emails=(Email("anna@weber.example"),),
)


BERND = Contact(
    given_name="Bernd",
    family_name="Koch",
    organization="Weber Ltd",
    phones=(Phone("+493012345678"),),
    emails=(Email("bernd@weber.example"),),
)


def keys_of(contact: Contact) -> list[str]:
    keys = [field.key for field in SOLE_FIRST if field.of(contact)]
    return keys + [f"{field.key}[{index}]" for field in LISTS for index in range(len(field.of(contact)))]


def value_of(contact: Contact, key: str) -> object:
    name, _, index = key.rstrip("]").partition("[")
    value = getattr(contact, name)
    return value[int(index)] if index else value


def text_of(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "formatted", "") or str(value)


def seen(contact: Contact, path: str = "card.jpg", page: int = 1, doubted: Sequence[str] = ()) -> CardScan:
    """A scan in which each field stands in a line of its own, then each line of the note."""
    keys = keys_of(contact)
    texts = [text_of(value_of(contact, key)) for key in keys]
    texts += [line for line in contact.note.split("\n") if line]
    return CardScan(
        Source(path, "0" * 64, page, 1, QUAD),
        contact,
        confidence={key: 0.6 if key in doubted else 0.95 for key in keys},
        evidence={key: (index,) for index, key in enumerate(keys)},
        needs_review=tuple(doubted),
        reading=Lines(tuple(Line(text, QUAD, 0.9) for text in texts), "rapid", 1000.0, 600.0),
        elapsed={"find": 0.5, "read": 0.25},
    )
