"""Lines in other scripts: read by Tesseract where its pack is installed, else marked."""

from pathlib import Path

import numpy as np
import pytest

from cardscan.model import Picture
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.engine import NOTHING, Strip
from cardscan.ocr.foreign import merged
from cardscan.ocr.rapid import RapidReader
from cardscan.ocr.scripts import Foreign
from cardscan.ocr.tesseract import Word
from tests.support.foreign import KOREAN, RUSSIAN, korean_card, russian_card, tessdata_of
from tests.support.reading import card_of


@pytest.fixture(scope="module")
def rapid(cache_dir: Path) -> RapidReader:
    return RapidReader(threads=1, cache_dir=cache_dir)


@pytest.mark.parametrize(("picture", "lines"), [(korean_card(), KOREAN), (russian_card(), RUSSIAN)])
def test_a_card_in_another_script_is_read_whole(
    rapid: RapidReader, detector: TextDetector, picture: Picture, lines: tuple[str, ...]
) -> None:
    reading = rapid.read(card_of(picture, detector))
    assert tuple(line.text for line in reading.lines) == lines
    assert {line.unreadable for line in reading.lines} == {""}


def test_without_the_pack_its_lines_are_marked_and_no_others(
    rapid: RapidReader, detector: TextDetector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tessdata_of(tmp_path, "eng", "osd")))
    reading = rapid.read(card_of(korean_card(), detector))
    marks = {line.text: line.unreadable for line in reading.lines}
    assert marks.pop("minjun.kim@hanbit.example") == ""
    assert set(marks.values()) == {"Hangul"}
    assert any("02-555-0123" in text for text in marks)


def test_without_the_program_they_are_marked_too(
    rapid: RapidReader, detector: TextDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    reading = rapid.read(card_of(russian_card(), detector))
    assert {line.unreadable for line in reading.lines} == {"", "Cyrillic"}


def strip_of(text: str, start: float = 0.0, width: float = 0.5) -> Strip:
    return NOTHING._replace(
        text=text, confidence=0.9, places=tuple(start + width * (index + 0.5) for index in range(len(text)))
    )


def foreign_until(place: float, end: float) -> Foreign:
    """Return a line, in heights, that is Hangul up to a place."""
    chances = np.zeros(round(end * 6), np.float32)
    chances[: round(place * 6)] = 1.0
    return Foreign("Hangul", 9.0, chances)


def test_foreign_words_are_tesseracts_and_the_rest_the_recognisers() -> None:
    words = [Word("전화", 0.9, 0.0, 1.0), Word("02-556-O123", 0.4, 1.4, 6.9)]
    result = merged(strip_of("02-555-0123", 1.4), foreign_until(1.2, 7), words)
    assert (result.text, result.unreadable) == ("전화 02-555-0123", "")
    assert len(result.places) == len(result.text)
    assert result.confidence == pytest.approx(0.9)


def test_a_letter_among_digits_is_tesseracts() -> None:
    foreign = foreign_until(2.0, 4)
    foreign.chances[18:22] = 0.9
    words = [Word("판교로", 0.9, 0.0, 2.0), Word("301호", 0.85, 2.2, 3.8)]
    assert merged(strip_of("301", 2.2, 0.3), foreign, words).text == "판교로 301호"
    unsure = [words[0], Word("301호", 0.6, 2.2, 3.8)]
    assert merged(strip_of("301", 2.2, 0.3), foreign, unsure).text == "판교로 301"


def test_what_the_recogniser_passed_over_is_taken_where_tesseract_is_sure() -> None:
    words = [Word("테헤란로", 0.9, 0.0, 2.0), Word("105", 0.95, 2.3, 3.6)]
    foreign = foreign_until(2.1, 4)
    assert merged(strip_of("05", 2.8), foreign, words).text == "테헤란로 105"
    unsure = [words[0], Word("105", 0.6, 2.3, 3.6)]
    assert merged(strip_of("05", 2.8), foreign, unsure).text == "테헤란로 05"


def test_what_only_the_recogniser_saw_stands_in_its_place() -> None:
    words = [Word("전화", 0.9, 0.0, 1.0)]
    assert merged(strip_of("02-555-0123", 2.0), foreign_until(1.2, 8), words).text == "전화 02-555-0123"


def test_letters_that_no_one_is_sure_of_are_marked() -> None:
    foreign = foreign_until(2.0, 2.0)
    assert merged(strip_of("x"), foreign, [Word("김민준", 0.3, 0.0, 2.0)]).unreadable == "Hangul"
    latin = merged(strip_of("x"), foreign, [Word("Kim", 0.9, 0.0, 2.0)])
    assert (latin.text, latin.unreadable) == ("x", "Hangul")
    assert merged(strip_of("x"), foreign, []).unreadable == "Hangul"
