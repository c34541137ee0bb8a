"""Which lines of text stand together."""

from cardscan import geometry
from cardscan.cards.clusters import clusters_of
from cardscan.model import Quad
from tests.support.plain_cards import box_at

LEFT = [box_at(0, row, 300, 30) for row in (0, 50, 100)]
RIGHT = [box_at(900, row, 300, 30) for row in (0, 50, 100)]


def turned(quad: Quad) -> Quad:
    return geometry.as_quad((y, -x) for x, y in quad)


def test_lines_close_together_are_a_cluster_and_all_are_the_loosest() -> None:
    clusters = clusters_of([*LEFT, *RIGHT])
    assert (0, 1, 2) in clusters
    assert (3, 4, 5) in clusters
    near = clusters_of([*LEFT, box_at(500, 0, 300, 30)])
    assert (0, 1, 2) in near
    assert (0, 1, 2, 3) in near


def test_lines_that_run_another_way_are_another_cluster() -> None:
    assert set(clusters_of([*LEFT, *map(turned, LEFT)])) >= {(0, 1, 2), (3, 4, 5)}


def test_a_short_box_goes_with_every_way_and_with_none() -> None:
    clusters = clusters_of([*LEFT, box_at(320, 0, 40, 30)])
    assert (0, 1, 2) in clusters
    assert (0, 1, 2, 3) in clusters


def test_each_cluster_is_given_once_and_nothing_gives_none() -> None:
    clusters = clusters_of([*LEFT, *RIGHT])
    assert len(clusters) == len(set(clusters))
    assert clusters_of([]) == ()
