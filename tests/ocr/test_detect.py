"""Where text is."""

import subprocess
import sys
from pathlib import Path

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


_LARGE_LOOK = """
import os, sys
from pathlib import Path
import numpy as np
from cardscan.model import Picture
from cardscan.ocr.detect import TextDetector

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

detector = TextDetector(threads=1, cache_dir=Path(sys.argv[1]))
picture = Picture(np.full((1440, 1920, 3), 200, np.uint8), "", "large.png")
detector.find(picture)
usual = held()
detector.find(picture, long_side=1920)
print(held() - usual)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is held is read from /proc")
def test_a_large_look_does_not_keep_its_memory(cache_dir: Path) -> None:
    command = [sys.executable, "-c", _LARGE_LOOK, str(cache_dir)]
    more = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert float(more) < 100  # it takes some 300 more megabytes


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
