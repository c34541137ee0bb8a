"""Real models and a real Tesseract on text drawn on the spot; one contract for both readers."""

from dataclasses import replace

import cv2
import numpy as np

from cardscan import geometry
from cardscan.model import Card
from cardscan.ocr import RAPID_LANGUAGES, Reader, reader_for
from cardscan.ocr.detect import TextDetector
from tests.conftest import DrawCard
from tests.support.reading import TEXT, card_of


def test_a_reader_reads_what_is_printed_from_top_to_bottom(
    reader: Reader, detector: TextDetector, draw_card: DrawCard
) -> None:
    reading = reader.read(card_of(draw_card(*TEXT), detector))
    assert [line.text for line in reading.lines] == list(TEXT)
    assert reading.reader == reader.name
    assert all(line.confidence > 0.6 for line in reading.lines)


def test_light_text_on_a_dark_card_reads_the_same(
    reader: Reader, detector: TextDetector, draw_card: DrawCard
) -> None:
    reading = reader.read(card_of(draw_card(*TEXT, ink="#f0e0c0", paper="#101830"), detector))
    assert [line.text for line in reading.lines] == list(TEXT)


def test_a_card_without_text_has_no_lines(
    reader: Reader, detector: TextDetector, draw_card: DrawCard
) -> None:
    assert reader.read(card_of(draw_card(), detector)).lines == ()


def test_lines_lie_where_they_are_printed(
    reader: Reader, detector: TextDetector, draw_card: DrawCard
) -> None:
    reading = reader.read(card_of(draw_card("Erika Muster", "Berlin"), detector))
    assert (reading.width, reading.height) == (1050, 600)
    for row, line in enumerate(reading.lines):
        x, y = line.quad[0]
        assert abs(x - 80) < 25
        assert abs(y - (60 + 91 * row)) < 25


def test_a_slanted_card_is_read_from_its_corners(
    detector: TextDetector, draw_card: DrawCard, reader: Reader
) -> None:
    picture = draw_card(*TEXT)
    corners = geometry.as_quad([(60, 180), (900, 40), (980, 520), (100, 700)])
    table = np.full((760, 1060, 3), 90, np.uint8)
    matrix = geometry.homography(geometry.rectangle(1050, 600), corners)
    photo = cv2.warpPerspective(
        picture.pixels, matrix, (1060, 760), dst=table, borderMode=cv2.BORDER_TRANSPARENT
    )
    seen = replace(picture, pixels=np.asarray(photo, np.uint8))
    reading = reader.read(Card(seen, corners, detector.find(seen)))
    assert [line.text for line in reading.lines] == list(TEXT)


def test_auto_takes_rapid_for_every_language_it_has_letters_for() -> None:
    assert {reader_for("auto", lang) for lang in ("eng", "deu+fra", "jpn", "")} == {"rapid"}
    assert {reader_for("auto", lang) for lang in ("rus", "eng+ara", "kor", "tha", "vie")} == {"tesseract"}
    assert not RAPID_LANGUAGES & {"rus", "ara", "heb", "kor", "tha", "hin", "vie", "ukr"}
