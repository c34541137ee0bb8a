"""Which way up text stands."""

from pathlib import Path

from cardscan.ocr.detect import TextDetector
from cardscan.ocr.upright import TurnClassifier
from tests.conftest import DrawCard
from tests.support.reading import TEXT, turned_by


def test_the_turn_classifier_knows_text_on_its_head(
    cache_dir: Path, detector: TextDetector, draw_card: DrawCard
) -> None:
    turns = TurnClassifier(threads=1, cache_dir=cache_dir)
    for quarters, expected in ((0, False), (2, True)):
        picture = turned_by(draw_card(*TEXT), quarters)
        quads = [box.quad for box in detector.find(picture)]
        assert (turns.upside_down(picture.pixels, quads) > 0.5) is expected
    assert turns.upside_down(draw_card().pixels, []) == 0.0
