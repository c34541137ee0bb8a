"""Tesseract: its languages, its absence and its time-out."""

import pytest

from cardscan.errors import MissingError, ReadingError
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.tesseract import TesseractReader
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
