"""Cards that a person has looked at, as labelled pictures: what recognition is measured and trained on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cardscan import private
from cardscan.book.file.columns import storable
from cardscan.contact_fields import NOTE, TEXTS_IN_PARTS
from cardscan.errors import BookError, OutputError
from cardscan.export.formats.jsonl import contact_to_json
from cardscan.export.values import address_text

if TYPE_CHECKING:
    from pathlib import Path

    from cardscan.book import Book, BookCard
    from cardscan.model import Contact

_ADDRESS = ("street", "locality", "region", "postal_code", "country")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the cards."""

    cards: int = 0
    corrected: int = 0
    """Of these, the ones that had been read wrong."""
    passed_over: int = 0
    """Cards of two sides, or without a picture: no single picture shows what is known of them."""


def write_corrections(book: Book, folder: Path) -> Written:
    """Write each card's flat picture and its truth, in the form of samples/*.json, into the folder.

    Written are cards of contacts that a person has looked at and that have no other card. The same folder
    again writes the same files. Raises OutputError where the folder cannot be written.
    """
    cards = corrected = passed_over = 0
    try:
        private.make_folder(folder)
        for entry, card in book.reviews.corrections():
            picture = _picture(book, card)
            if not picture:
                passed_over += 1
                continue
            record = truth(entry.contact, card)
            told = storable(json.dumps(record, ensure_ascii=False, indent=1)) + "\n"
            for suffix, content in ((".jpg", picture), (".json", told.encode())):
                with private.opened(folder / f"{card.uid}{suffix}", "wb") as stream:
                    stream.write(content)
            cards += 1
            corrected += entry.contact != card.scan.contact
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written: {error.strerror or error}", "name another folder"
        ) from error
    return Written(cards, corrected, passed_over)


def truth(contact: Contact, card: BookCard) -> dict[str, Any]:
    """Return what is on the card, as the samples say it, and beside it what was read."""
    country = contact.addresses[0].country_code if contact.addresses else ""
    return {
        "source": f"looked at by a person: {card.uid}",
        "kind": "corrected",
        "rotation": 0,
        "quads": [],
        "cards": [card_truth(contact, country)],
        "read": contact_to_json(card.scan.contact),
    }


def card_truth(contact: Contact, country: str) -> dict[str, Any]:
    """Return what one card says in the form that the scoring programs read."""
    address = contact.addresses[0] if contact.addresses else None
    formatted = address_text(address) if address else ""
    return {
        "country": country,
        **{field.truth: field.of(contact) for field in TEXTS_IN_PARTS},
        "phones": [
            {"type": phone.type, "value": phone.raw or phone.value, "e164": phone.value,
             "extension": phone.extension}
            for phone in contact.phones
        ],
        "emails": [email.value for email in contact.emails],
        "urls": [url.value for url in contact.urls],
        "address_lines": formatted.split(", ") if formatted else [],
        "address": {part: getattr(address, part) for part in _ADDRESS} | {"formatted": formatted}
        if address
        else {},
        "social": {account.service: account.value for account in contact.social},
        NOTE.truth: contact.note,
    }  # fmt: skip


def _picture(book: Book, card: BookCard) -> bytes:
    """Return the card's one picture; b"" where it has none, has two, or where it was lost."""
    if len(card.faces) != 1 or not card.faces[0].picture:
        return b""
    try:
        return book.face(card.faces[0].picture)
    except BookError:
        return b""
