"""Cards from the network's maps, and the network itself on plain cards."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan import geometry
from cardscan.cards.evidence import evidence_of
from cardscan.cards.touching.networks import SEAMS
from cardscan.cards.touching.seams import INSET, SIDE, parted, parts_of
from cardscan.model import Quad
from cardscan.ocr.engine import Network, read_model
from tests.support.plain_cards import BLACK, WHITE, draw_plain, laid, nearest, table


def maps_of(*quads: Quad, seam: float = 1.0) -> NDArray[np.float32]:
    """What a perfect network says of cards at these places, but for how sure it is of borders."""
    maps = np.zeros((3, SIDE, SIDE), np.float32)
    for quad in quads:
        points = np.round(np.array(quad)).astype(np.int32)
        cv2.fillConvexPoly(maps[0], points, 1.0)
        cv2.polylines(maps[2], [points], isClosed=True, color=seam, thickness=3)
        middle = np.array(geometry.centre_of(quad))
        reach = INSET * min(geometry.size_of(quad))
        across, down = (1 - 2 * reach / size for size in geometry.size_of(quad))
        inner = middle + (np.array(quad) - middle) * min(across, down)
        cv2.fillConvexPoly(maps[1], np.round(inner).astype(np.int32), 1.0)
    return maps


@pytest.mark.parametrize("degrees", [0, 17, 60])
def test_cards_that_touch_are_told_apart(degrees: float) -> None:
    both = np.array([laid((160, 160), degrees, 0.15)] * 2)
    along = np.array(geometry.direction_of(laid((0, 0), degrees + 90))) * 39
    quads = [geometry.as_quad(each) for each in both + np.array([-along, along])[:, np.newaxis]]
    parts = parted(maps_of(*quads), (SIDE, SIDE))
    assert len(parts.quads) == 2
    assert all(nearest(parts.quads, quad) < 3 for quad in quads)
    assert parts.borders_of(parts.quads).min() > 0.9


def test_an_unsure_border_is_said_to_be_one() -> None:
    parts = parted(maps_of(laid((160, 160), 8, 0.2), seam=0.4), (SIDE, SIDE))
    assert parts.borders_of(parts.quads).max() < 0.5


def test_the_rim_of_the_picture_may_be_a_border() -> None:
    parts = parted(np.zeros((3, SIDE, SIDE), np.float32), (SIDE, SIDE))
    [sides] = parts.borders_of(np.array([[[0, 0], [99, 0], [99, 60], [0, 60]]], np.float32))
    assert sides[0] > 0.5 < sides[3]
    assert max(sides[1], sides[2]) < 0.2


def test_where_there_is_no_kernel_there_is_no_card() -> None:
    assert parted(np.zeros((3, SIDE, SIDE), np.float32), (SIDE, SIDE)).quads.shape == (0, 4, 2)


def test_the_network_sees_plain_cards(cache_dir: Path) -> None:
    canvas = table((70, 80, 70), 1500, 1000)
    places = [laid((470, 500), 4, 0.6), laid((1040, 540), 4, 0.6)]
    boxes = [box for place in places for box in draw_plain(canvas, place, WHITE, BLACK)]
    evidence = evidence_of(canvas, [box.quad for box in boxes], long_side=480)
    parts = parts_of(evidence, Network(read_model(SEAMS), threads=1, cache_dir=cache_dir))
    assert len(parts.quads) == 2
    assert all(nearest(parts.quads / evidence.scale, place) < 40 for place in places)
