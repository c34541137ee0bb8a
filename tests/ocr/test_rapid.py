"""PP-OCR's recogniser: what each quad says, in any company."""

from pathlib import Path

import pytest

from cardscan.model import Quad
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.rapid import RapidReader
from tests.conftest import DrawCard
from tests.support.reading import TEXT


@pytest.fixture(scope="module")
def rapid(cache_dir: Path) -> RapidReader:
    return RapidReader(threads=1, cache_dir=cache_dir)


def test_a_line_reads_the_same_alone_and_in_company(
    rapid: RapidReader, cache_dir: Path, detector: TextDetector, draw_card: DrawCard
) -> None:
    picture = draw_card(*TEXT, "A", "Department of the Longest Name on Cards")
    quads = [box.quad for box in detector.find(picture)]

    def read(*chosen: Quad) -> list[tuple[object, ...]]:
        return [(*strip[:3], strip.features.tobytes()) for strip in rapid.read_quads(picture.pixels, chosen)]

    together = read(*quads)
    assert {*TEXT} < {text for text, *_ in together}
    assert [read(quad)[0] for quad in quads] == together
    assert read(*quads[::-1]) == together[::-1]
    by_four = RapidReader(threads=4, cache_dir=cache_dir).read_quads(picture.pixels, quads)
    assert [strip.text for strip in by_four] == [text for text, *_ in together]
    assert read() == []


def test_each_letter_has_its_place_from_left_to_right(
    rapid: RapidReader, detector: TextDetector, draw_card: DrawCard
) -> None:
    picture = draw_card("Erika Muster")
    [strip] = rapid.read_quads(picture.pixels, [box.quad for box in detector.find(picture)])
    assert len(strip.places) == len(strip.text)
    assert list(strip.places) == sorted(strip.places)
    assert strip.places[0] > 0


def test_spaces_that_the_recogniser_drops_are_restored(
    rapid: RapidReader, detector: TextDetector, draw_card: DrawCard
) -> None:
    picture = draw_card("Head of the Tea House", "030 90 18 20")
    texts = {
        strip.text for strip in rapid.read_quads(picture.pixels, [box.quad for box in detector.find(picture)])
    }
    assert texts == {"Head of the Tea House", "030 90 18 20"}


def test_paper_without_letters_says_nothing(rapid: RapidReader, draw_card: DrawCard) -> None:
    [strip] = rapid.read_quads(draw_card().pixels, [((80, 60), (500, 60), (500, 110), (80, 110))])
    assert (strip.text, strip.places) == ("", ())
