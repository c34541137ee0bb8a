"""Where text is."""

import numpy as np
import pytest

from cardscan import geometry
from cardscan.model import TextBox
from cardscan.ocr.detect import TextDetector, boxes_of
from tests.conftest import DrawCard
from tests.support.reading import TEXT, turned_by


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
