"""Tesseract: its languages, its absence and its time-out."""

import pytest

from cardscan.errors import MissingError, ReadingError
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.tesseract import TesseractReader, words_by_line
from tests.conftest import DrawCard
from tests.support.reading import TEXT, card_of


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


def test_words_that_the_table_takes_to_pieces_are_whole_again() -> None:
    rows = [(24, 30, "김"), (60, 30, "민준"), (200, 60, "부장"), (24, 90, "Seoul")]
    tops = (30, 30, 30, 102)
    table = [
        f"5\t1\t1\t1\t1\t1\t{left}\t{top}\t{width}\t40\t90.0\t{text}"
        for (left, width, text), top in zip(rows, tops, strict=True)
    ]
    output = "\n".join(["level\t" * 11 + "text", *table, "김민준 부장", "", "Seoul", "\f"])
    first, second = words_by_line(output, 2)
    assert [(word.text, word.left) for word in first] == [("김민준", 0.0), ("부장", 176 / 48)]
    assert [(word.text, word.confidence) for word in second] == [("Seoul", 0.9)]
    assert first[0].right == 66 / 48
