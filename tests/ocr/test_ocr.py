"""Real models and a real Tesseract on text drawn on the spot; one contract for both readers."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from cardscan import geometry
from cardscan.errors import MissingError, ReadingError
from cardscan.model import Card, Picture, TextBox
from cardscan.ocr import RAPID_LANGUAGES, READERS, Reader, reader_for
from cardscan.ocr.detect import TextDetector, boxes_of
from cardscan.ocr.engine import alphabet, model_path
from cardscan.ocr.tesseract import TesseractReader
from cardscan.ocr.upright import TurnClassifier
from tests.conftest import DrawCard

TEXT = ("Erika Muster", "Head of Purchasing", "erika@muster.example", "+49 30 901820")


@pytest.fixture
def detector(cache_dir: Path) -> TextDetector:
    return TextDetector(threads=1, cache_dir=cache_dir)


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, cache_dir: Path) -> Reader:
    return READERS[request.param]("", 1, 60.0, cache_dir)


def card_of(picture: Picture, detector: TextDetector) -> Card:
    height, width = picture.pixels.shape[:2]
    return Card(picture, geometry.rectangle(width, height), detector.find(picture))


def turned_by(picture: Picture, quarters: int) -> Picture:
    return replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, quarters)))


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


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path, draw_card: DrawCard) -> None:
    (tmp_path / "file").touch()
    detector = TextDetector(threads=1, cache_dir=tmp_path / "file" / "cache")
    assert len(detector.find(draw_card(*TEXT))) == len(TEXT)


def test_the_turn_classifier_knows_text_on_its_head(
    cache_dir: Path, detector: TextDetector, draw_card: DrawCard
) -> None:
    turns = TurnClassifier(threads=1, cache_dir=cache_dir)
    for quarters, expected in ((0, False), (2, True)):
        picture = turned_by(draw_card(*TEXT), quarters)
        quads = [box.quad for box in detector.find(picture)]
        assert (turns.upside_down(picture.pixels, quads) > 0.5) is expected
    assert turns.upside_down(draw_card().pixels, []) == 0.0


def test_boxes_run_along_their_text_however_the_picture_lies(
    detector: TextDetector, draw_card: DrawCard
) -> None:
    upright = detector.find(draw_card(*TEXT))
    sideways = detector.find(turned_by(draw_card(*TEXT), 1))
    assert len(upright) == len(sideways) == len(TEXT)
    assert all(geometry.direction_of(box.quad)[0] > 0.99 for box in upright)
    assert all(geometry.direction_of(box.quad)[1] > 0.99 for box in sideways)


@pytest.mark.parametrize("quarters", [1, 3])
def test_as_much_is_found_in_a_picture_on_its_side_as_in_an_upright_one(
    detector: TextDetector, draw_card: DrawCard, quarters: int
) -> None:
    picture = draw_card(*TEXT)
    height, width = picture.pixels.shape[:2]
    areas = np.sort([np.prod(geometry.size_of(box.quad)) for box in detector.find(picture)])
    boxes = detector.find(turned_by(picture, quarters))
    assert np.allclose(np.sort([np.prod(geometry.size_of(box.quad)) for box in boxes]), areas, rtol=0.1)
    assert all(0 <= x <= height and 0 <= y <= width for box in boxes for x, y in box.quad)


def test_a_region_looked_at_alone_gives_boxes_in_the_pictures_pixels(
    detector: TextDetector, draw_card: DrawCard
) -> None:
    picture = draw_card("Erika Muster", "small print", size=40)
    whole = detector.find(picture)
    part = detector.find_within(picture, ((40, 30), (640, 30), (640, 230), (40, 230)), long_side=960)
    assert len(part) == len(whole) == 2
    for near, far in zip(sorted(part, key=_top), sorted(whole, key=_top), strict=True):
        assert np.abs(np.array(near.quad) - np.array(far.quad)).max() < 12


def _top(box: TextBox) -> float:
    return min(y for _, y in box.quad)


def test_no_text_gives_no_boxes() -> None:
    assert boxes_of(np.zeros((64, 96), np.float32)) == ()


def test_a_likely_place_gives_a_box_grown_back_to_the_letters() -> None:
    probability = np.zeros((100, 200), np.float32)
    probability[40:60, 50:150] = 0.9
    [box] = boxes_of(probability)
    assert box.score == pytest.approx(0.9, abs=0.1)
    along, across = geometry.size_of(box.quad)
    assert along == pytest.approx(126, abs=4)
    assert across == pytest.approx(46, abs=4)


def test_the_alphabet_fits_the_model() -> None:
    letters = alphabet()
    assert letters[0] == ""
    assert letters[-1] == " "
    assert {"A", "@", "ß", "ő", "ł", "Ω", "株"} <= set(letters)
    assert "Ж" not in letters


def test_a_model_that_is_not_there_says_what_to_install() -> None:
    with pytest.raises(MissingError, match="lacks the model") as caught:
        model_path("no-such.onnx")
    assert "pip install" in caught.value.hint


def test_a_language_that_is_not_there_says_what_to_install() -> None:
    with pytest.raises(MissingError, match="chr_xx") as caught:
        TesseractReader(lang="eng+chr_xx", timeout=10)
    assert caught.value.hint.endswith("apt-get install tesseract-ocr-chr-xx")


def test_without_the_program_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingError, match="not installed") as caught:
        TesseractReader(lang="", timeout=10)
    assert "tesseract-ocr" in caught.value.hint


def test_running_out_of_time_is_an_error_not_an_empty_card(
    detector: TextDetector, draw_card: DrawCard
) -> None:
    card = card_of(draw_card(*TEXT), detector)
    with pytest.raises(ReadingError, match="longer than") as caught:
        TesseractReader(lang="", timeout=0.01).read(card)
    assert "CARDSCAN_READ_TIMEOUT" in caught.value.hint


def test_auto_takes_rapid_for_every_language_it_has_letters_for() -> None:
    assert {reader_for("auto", lang) for lang in ("eng", "deu+fra", "jpn", "")} == {"rapid"}
    assert {reader_for("auto", lang) for lang in ("rus", "eng+ara", "kor", "tha", "vie")} == {"tesseract"}
    assert not RAPID_LANGUAGES & {"rus", "ara", "heb", "kor", "tha", "hin", "vie", "ukr"}
