from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cardscan import contact, fields, geometry
from cardscan.model import Card, Line, Picture
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.icons import SIGNS, WEIGHTS, patch_of, without_readings_of_icons
from cardscan.ocr.rapid import RapidReader
from cardscan.small_net import small_net
from scripts.learn.icon_shapes import Colour, draw_icon

Rows = tuple[tuple[str, str], ...]
Read = Callable[[Picture], Card]


def picture_of(rows: Rows, *, ink: Colour = (20, 40, 90), ground: Colour = (255, 255, 255)) -> Picture:
    """Draw a card of rows: an icon's sign or "", and the text behind it."""
    image = Image.new("RGB", (1000, 600), ground)
    pen = ImageDraw.Draw(image)
    for row, (sign, text) in enumerate(rows):
        top = 60 + 90 * row
        pen.text((160, top), text, fill=ink, font=ImageFont.load_default(44))
        if sign:
            draw_icon(pen, sign, (90, top + 2), 46, ink, ground)
    return Picture(np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), "0" * 64, "drawn")


def texts(picture: Picture, cache_dir: Path) -> tuple[str, ...]:
    height, width = picture.pixels.shape[:2]
    boxes = TextDetector(threads=1, cache_dir=cache_dir).find(picture)
    reading = RapidReader(threads=1, cache_dir=cache_dir).read(
        Card(picture, geometry.rectangle(width, height), boxes)
    )
    return tuple(line.text for line in reading.lines)


@pytest.mark.parametrize("colours", [((20, 40, 90), (255, 255, 255)), ((240, 220, 180), (20, 30, 40))])
def test_icons_before_numbers_become_signs(colours: tuple[Colour, Colour], cache_dir: Path) -> None:
    rows = (("", "Erika Muster"), ("📱", "(512) 555-0101"), ("📠", "(512) 555-0102"))
    read = texts(picture_of(rows, ink=colours[0], ground=colours[1]), cache_dir)
    assert read == ("Erika Muster", "📱 (512) 555-0101", "📠 (512) 555-0102")


def test_other_icons_and_printed_labels_leave_the_text_alone(cache_dir: Path) -> None:
    rows = (("✉", "erika@muster.example"), ("", "M 0151 5550101"), ("", "Fax 030 901820"), ("", "030 901821"))
    assert not set("".join(texts(picture_of(rows), cache_dir))) & set(SIGNS.values())


def test_a_sign_says_what_a_number_is_for_and_goes_no_further(cache_dir: Path) -> None:
    picture = picture_of((("📱", "(512) 555-0101"), ("📠", "(512) 555-0102"), ("", "Austin, TX 78701")))
    height, width = picture.pixels.shape[:2]
    boxes = TextDetector(threads=1, cache_dir=cache_dir).find(picture)
    card = Card(picture, geometry.rectangle(width, height), boxes)
    reading = RapidReader(threads=1, cache_dir=cache_dir).read(card)
    found = contact.decide(reading, fields.extract(reading, region="", codes=()), review_below=0.8).contact
    assert [(phone.raw, phone.type) for phone in found.phones] == [
        ("(512) 555-0101", "cell"),
        ("(512) 555-0102", "fax"),
    ]
    assert not set(found.note) & set(SIGNS.values())


def test_every_sign_has_a_label() -> None:
    assert set(SIGNS) < set(small_net(WEIGHTS).labels)


def test_plain_ground_and_small_specks_are_no_icons() -> None:
    ground = np.full((52, 90, 3), 230, np.uint8)
    assert patch_of(ground) is None
    ground[24:30, 40:46] = 20
    assert patch_of(ground) is None


def test_a_letter_that_an_icon_was_read_as_is_left_out() -> None:
    def line(text: str, left: float, top: float) -> Line:
        right, bottom = left + 20, top + 20
        return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 0.9)

    lines = (line("D", 10, 0), line("📱 0151 5550101", 40, 0), line("D", 10, 100))
    assert without_readings_of_icons(lines) == lines[1:]
