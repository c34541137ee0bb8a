"""Read the QR codes on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp

if TYPE_CHECKING:
    from cardscan.model import Candidate, Card, Pixels

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
_LONG_SIDE = 1600
"""Pixels; larger pictures cost more and hardly give more."""
_MARGIN = 0.05
"""Of the card's longer side: how far outside the found corners a code may lie."""


def read_codes(card: Card, *, region: str = "") -> tuple[Candidate, ...]:
    """Return what the QR codes on the card say, field by field.

    `region` is the ISO 3166 alpha-2 code of the country whose numbers are written without +.
    Candidates have rules "qr-vcard", "qr-mecard", "qr-url" and so on, and no lines.
    """
    payloads = _payloads(card)
    if not payloads:
        return ()
    from cardscan.payload import parse_payload  # few cards have a code, and its vCard parser is slow to load

    return tuple(
        dict.fromkeys(found for payload in payloads for found in parse_payload(payload, region=region))
    )


def _payloads(card: Card) -> tuple[str, ...]:
    """Decode the codes whose middle lies on the card, in reading order."""
    corners = np.array(card.quad, np.float32)
    margin = _MARGIN * float(np.ptp(corners, axis=0).max())
    height, width = card.picture.pixels.shape[:2]
    left, top = np.clip(corners.min(axis=0) - margin, 0, (width, height)).astype(int)
    right, bottom = np.clip(corners.max(axis=0) + margin, 0, (width, height)).astype(int)
    if right - left < 1 or bottom - top < 1:
        return ()
    cut = card.picture.pixels[top:bottom, left:right]
    scale = min(1.0, _LONG_SIDE / max(cut.shape[:2]))
    found = []
    for code in zxingcpp.read_barcodes(
        _grey(cut, scale), formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain
    ):
        place = code.position
        ends = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        x = left + sum(end.x for end in ends) / 4 / scale
        y = top + sum(end.y for end in ends) / 4 / scale
        if cv2.pointPolygonTest(corners, (float(x), float(y)), measureDist=True) >= -margin:
            found.append((y, x, code.text))
    return tuple(text for *_, text in sorted(found))


def _grey(pixels: Pixels, scale: float) -> Pixels:
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    if scale < 1:  # of one channel rather than of three
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)
