"""The recipe of most tutorials, for comparison: contour, Tesseract, regular expressions."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
import phonenumbers
import pytesseract  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from scripts.measure.scoring import Values

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d\s().-]{6,}\d")
_URL = re.compile(r"(?:https?://|www\.)[^\s,]+", re.IGNORECASE)
_COMPANY = re.compile(r"\b(?:inc|ltd|llc|gmbh|corp|company|group|s\.?a|ag|ltda|co)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"manager|director|engineer|president|officer|consultant|sales|chief|head|developer|designer|partner",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|suite|floor|str|rua|rue)\b|\b\d{5}\b", re.IGNORECASE
)


def read(picture: Path) -> Values:
    """Return a card's values as the recipe finds them."""
    lines = [line.strip() for line in _text(picture).splitlines() if len(line.strip()) > 2]
    text = "\n".join(lines)
    plain = [line for line in lines if not re.search(r"\d|@|www", line)]
    values: Values = {
        "emails": _EMAIL.findall(text),
        "phones": [_e164(number) for number in _PHONE.findall(text)],
        "urls": _URL.findall(text),
        "name": [line for line in plain if re.fullmatch(r"(?:[A-Z][\w.'-]+\s?){2,4}", line)][:1],
        "organization": [line for line in plain if _COMPANY.search(line)][:1],
        "title": [line for line in plain if _TITLE.search(line)][:1],
    }
    address = [line for line in lines if _ADDRESS.search(line)]
    return values | {"address": [", ".join(address)] if address else []}


def _text(picture: Path) -> str:
    image = ImageOps.exif_transpose(Image.open(picture)).convert("RGB")
    pixels = _flattened(np.asarray(image, np.uint8))
    return str(pytesseract.image_to_string(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)))


def _flattened(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> cv2.typing.MatLike:
    """Take the largest contour with four corners for the card, else the whole picture."""
    edges = cv2.Canny(cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (5, 5), 0), 75, 200)
    contours, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:5]:
        corners = cv2.approxPolyDP(contour, 0.02 * cv2.arcLength(contour, closed=True), closed=True)
        if len(corners) == 4 and cv2.contourArea(corners) > 0.05 * pixels.shape[0] * pixels.shape[1]:
            points = corners.reshape(4, 2).astype(np.float32)
            total, apart = points.sum(axis=1), np.diff(points, axis=1)[:, 0]
            order = [total.argmin(), apart.argmin(), total.argmax(), apart.argmax()]
            target = np.array([[0, 0], [1400, 0], [1400, 800], [0, 800]], np.float32)
            matrix = cv2.getPerspectiveTransform(points[order], target)
            return cv2.warpPerspective(pixels, matrix, (1400, 800))
    return pixels


def _e164(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
