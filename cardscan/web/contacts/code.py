"""A contact as a QR code, which a phone's camera takes over into its address book."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import Response

from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import own_vcard
from cardscan.model import Record
from cardscan.web.qr import code_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.book import Book
    from cardscan.model import CardScan
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_MOST_BYTES = 800
"""Of a code that phones still read off a screen well."""


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Return the code, an SVG."""
    picture = code_svg(text_of(book.entry(ask.query.get("uid", "")).scan))
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def text_of(scan: CardScan) -> bytes:
    """Return the contact's vCard; what matters less is left out where it would not fit into a code."""
    cards = (own_vcard(shorter, ExportOptions()) for shorter in _ever_shorter(scan))
    smallest = b""
    for card in cards:
        smallest = card
        if len(card) <= _MOST_BYTES:
            break
    return smallest


def _ever_shorter(scan: CardScan) -> Iterator[CardScan]:
    contact = scan.contact
    for changes in (
        {"note": ""},
        {"note": "", "social": ()},
        {"note": "", "social": (), "addresses": contact.addresses[:1]},
        {"note": "", "social": (), "addresses": (), "urls": contact.urls[:1]},
        {"note": "", "social": (), "addresses": (), "urls": (), "phones": contact.phones[:3],
         "emails": contact.emails[:2], "department": ""},
    ):  # fmt: skip
        yield replace(scan, contact=replace(contact, **changes), record=Record(scan.record.uid))
