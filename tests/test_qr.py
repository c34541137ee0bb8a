from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
import zxingcpp

from cardscan.model import Card, Email, Phone, Picture, Url
from cardscan.qr import read_codes

if TYPE_CHECKING:
    from cardscan.model import Pixels, Quad

MECARD = "MECARD:N:Doe,John;TEL:030 1234567;EMAIL:john@doe.example;;"
WIDTH, HEIGHT = 1050, 600


def blank(width: int = WIDTH, height: int = HEIGHT, shade: int = 235) -> Pixels:
    return np.full((height, width, 3), shade, np.uint8)


def with_code(pixels: Pixels, text: str, x: int, y: int, side: int, *, invert: bool = False) -> Pixels:
    """Print a QR code of the given side into the picture."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    modules = np.array(zxingcpp.write_barcode_to_image(code, scale=8))
    modules = 255 - modules if invert else modules
    printed = cv2.resize(modules, (side, side), interpolation=cv2.INTER_AREA)
    pixels = pixels.copy()
    pixels[y : y + side, x : x + side] = printed[..., None]
    return pixels


def pictured(pixels: Pixels, quad: Quad | None = None) -> Card:
    height, width = pixels.shape[:2]
    whole: Quad = ((0, 0), (width, 0), (width, height), (0, height))
    return Card(Picture(pixels, "", "card.png"), quad or whole, ())


def test_a_code_fills_in_the_fields() -> None:
    found = read_codes(pictured(with_code(blank(), MECARD, 700, 200, 250)), region="DE")
    assert [candidate.kind for candidate in found] == ["name", "phone", "email"]
    assert found[1].value == Phone("+49301234567", "030 1234567")
    assert found[2].value == Email("john@doe.example")


def test_a_card_without_a_code_says_nothing() -> None:
    assert read_codes(pictured(blank())) == ()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_code_is_read_whichever_way_up(turns: int) -> None:
    pixels = np.ascontiguousarray(np.rot90(with_code(blank(), MECARD, 700, 200, 250), turns))
    assert len(read_codes(pictured(pixels))) == 3


def test_a_light_code_on_a_dark_card_is_read() -> None:
    assert len(read_codes(pictured(with_code(blank(shade=30), MECARD, 700, 200, 250, invert=True)))) == 3


def test_a_small_code_in_a_large_slanted_blurred_photo_is_read() -> None:
    pixels = with_code(blank(4000, 2300), MECARD, 3000, 1200, 600)
    quad: Quad = ((210, 130), (3900, 260), (3730, 2230), (80, 2020))
    corners = np.array([(0, 0), (4000, 0), (4000, 2300), (0, 2300)], np.float32)
    turn = cv2.getPerspectiveTransform(corners, np.array(quad, np.float32))
    photo = cv2.GaussianBlur(cv2.warpPerspective(pixels, turn, (4000, 2300)), (0, 0), 3)
    photo = np.clip(photo + np.random.default_rng(1).normal(0, 8, photo.shape), 0, 255)
    assert len(read_codes(pictured(photo.astype(np.uint8), quad))) == 3


def test_each_card_of_a_picture_gets_its_own_codes() -> None:
    """Slanted cards overlap in their bounding boxes, not in their quads."""
    pixels = with_code(blank(1200, 1200), "https://upper.example", 700, 50, 250)
    pixels = with_code(pixels, "https://lower.example", 300, 850, 250)
    upper: Quad = ((0, 0), (1200, 0), (1200, 500), (0, 900))
    lower: Quad = ((0, 900), (1200, 500), (1200, 1200), (0, 1200))
    assert [found.value for found in read_codes(pictured(pixels, upper))] == [Url("https://upper.example")]
    assert [found.value for found in read_codes(pictured(pixels, lower))] == [Url("https://lower.example")]


def test_the_same_field_of_two_codes_is_given_once() -> None:
    pixels = with_code(blank(), MECARD, 100, 200, 250)
    assert len(read_codes(pictured(with_code(pixels, MECARD, 700, 200, 250)))) == 3


def test_a_card_that_reaches_beyond_the_picture_is_read() -> None:
    quad: Quad = ((-80, -60), (1200, -20), (1150, 700), (-10, 640))
    assert len(read_codes(pictured(with_code(blank(), MECARD, 700, 200, 250), quad))) == 3


def test_a_card_without_area_or_outside_the_picture_says_nothing() -> None:
    pixels = with_code(blank(), MECARD, 700, 200, 250)
    for quad in (((5, 5),) * 4, ((5000, 5000), (6000, 5000), (6000, 5600), (5000, 5600))):
        assert read_codes(pictured(pixels, quad)) == ()
