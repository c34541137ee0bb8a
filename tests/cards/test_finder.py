"""Cards drawn with plain shapes; their text boxes are given, so that no reader is needed."""

import math
import os
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan import geometry
from cardscan.cards import find_cards, see, upright
from cardscan.cards.touching import FITTING, SEAMS, Networks
from cardscan.model import Card, Quad, TextBox
from cardscan.ocr.engine import Network, read_model
from tests.support.plain_cards import (
    BLACK,
    HEIGHT,
    LINES,
    WHITE,
    WIDTH,
    Canvas,
    box_at,
    draw_plain,
    fill,
    laid,
    picture_of,
    table,
)


@cache
def networks() -> Networks:
    folder = Path(os.environ["CARDSCAN_CACHE_DIR"])
    return Networks(*(Network(read_model(each), threads=1, cache_dir=folder) for each in (SEAMS, FITTING)))


def cards_on(
    canvas: Canvas, boxes: tuple[TextBox, ...], closer: tuple[TextBox, ...] = ()
) -> tuple[Card, ...]:
    """The cards of a canvas; `closer` are boxes that are only seen when a card is looked at closely."""

    def look(quad: Quad, _times: int) -> tuple[TextBox, ...]:
        return tuple(box for box in (*boxes, *closer) if geometry.part_within(box.quad, [quad]) > 0.5)

    return find_cards(see(picture_of(canvas), networks()), boxes, networks(), look)


def assert_lies_on(card: Card, quad: Quad, tolerance: float = 0.03) -> None:
    """Whether the card has these corners, from the same one on, to a part of its width."""
    apart = np.hypot(*(np.array(card.quad) - np.array(quad)).T).max()
    assert apart < tolerance * geometry.size_of(quad)[0]


@pytest.mark.parametrize("degrees", [0, 12, 45, 80, -30])
@pytest.mark.parametrize(("ground", "paper", "ink"), [((90, 110, 140), WHITE, BLACK), (WHITE, BLACK, WHITE)])
def test_a_card_is_found_with_its_corners_however_it_lies(
    degrees: float, ground: tuple[int, int, int], paper: tuple[int, int, int], ink: tuple[int, int, int]
) -> None:
    canvas, quad = table(ground), laid((800, 600), degrees)
    boxes = draw_plain(canvas, quad, paper, ink)
    (card,) = cards_on(canvas, boxes)
    assert_lies_on(card, quad)
    assert set(card.boxes) == set(boxes)


def test_a_card_upside_down_is_found_up_to_a_half_turn() -> None:
    canvas = table((90, 110, 140))
    boxes = draw_plain(canvas, laid((800, 600), 190), WHITE, BLACK)
    (card,) = cards_on(canvas, boxes)
    assert_lies_on(card, laid((800, 600), 10))
    assert_lies_on(upright(card, upside_down=True), laid((800, 600), 190))


def test_a_card_in_perspective_is_found() -> None:
    canvas = table((60, 60, 70))
    quad = geometry.as_quad([(420, 300), (1150, 340), (1320, 860), (250, 790)])
    boxes = draw_plain(canvas, quad, WHITE, BLACK)
    (card,) = cards_on(canvas, boxes)
    assert_lies_on(card, quad)


def test_a_white_card_on_a_white_table_is_found_by_its_shadow() -> None:
    canvas, quad = table((240, 240, 240)), laid((800, 600), 8)
    fill(canvas, geometry.as_quad(np.array(quad) + 5), (226, 226, 226))
    boxes = draw_plain(canvas, quad, (246, 246, 246), BLACK)
    (card,) = cards_on(canvas, boxes)
    assert_lies_on(card, quad)


def test_a_two_tone_card_is_found_whole() -> None:
    canvas, quad = table((120, 140, 120)), laid((800, 600), -6)
    boxes = draw_plain(canvas, quad, WHITE, BLACK)
    onto = geometry.homography(geometry.rectangle(WIDTH, HEIGHT), quad)
    fill(
        canvas,
        geometry.project(onto, geometry.as_quad([(560, 0), (900, 0), (900, 520), (560, 520)])),
        (90, 30, 10),
    )
    boxes += (TextBox(geometry.project(onto, box_at(600, 240, 240, 40)), 0.9),)
    for word in range(610, 820, 24):
        bar = box_at(word, 250, 14, 20)
        fill(canvas, geometry.project(onto, bar), WHITE)
    (card,) = cards_on(canvas, boxes)
    assert_lies_on(card, quad)
    assert len(card.boxes) == len(boxes)


def test_a_picture_that_a_card_fills_is_one_card() -> None:
    canvas, quad = table(WHITE, int(WIDTH), int(HEIGHT)), geometry.rectangle(WIDTH, HEIGHT)
    boxes = draw_plain(canvas, quad, WHITE, BLACK)
    (card,) = cards_on(canvas, boxes)
    assert_lies_on(card, quad)


def bars(canvas: Canvas, left: int, top: int, length: int, ink: tuple[int, int, int]) -> TextBox:
    """Draw a line of bars for words; return its box."""
    for word in range(left + 6, left + length - 16, 18):
        fill(canvas, box_at(word, top + 5, 11, 14), ink)
    return TextBox(box_at(left, top, length, 24), 0.9)


def test_a_portrait_on_a_card_that_fills_the_picture_is_not_the_card() -> None:
    canvas = np.full((600, 1050, 3), 255, np.uint8)
    fill(canvas, box_at(0, 0, 330, 599), (95, 58, 20))
    fill(canvas, box_at(50, 60, 230, 290), (160, 185, 202))
    cv2.ellipse(canvas, (165, 170), (50, 60), 0, 0, 360, (80, 107, 139), -1)
    fill(canvas, box_at(85, 240, 160, 110), (45, 30, 120))
    lines = [
        (382, 60, 430),
        (382, 120, 340),
        (382, 150, 180),
        (382, 220, 220),
        (382, 252, 250),
        (382, 285, 200),
    ]
    lines += [(382, 318, 324), (382, 352, 290), (382, 430, 340), (382, 473, 415), (382, 505, 338)]
    boxes = [bars(canvas, *line, BLACK) for line in lines]
    boxes += [bars(canvas, 50, top, length, WHITE) for top, length in ((390, 120), (414, 218), (438, 124))]
    (card,) = cards_on(canvas, tuple(boxes))
    assert len(card.boxes) == len(boxes)


def test_a_band_on_a_card_that_fills_the_picture_belongs_to_it() -> None:
    canvas = np.full((600, 1050, 3), 255, np.uint8)
    fill(canvas, box_at(0, 0, 1050, 110), (33, 20, 122))
    fill(canvas, box_at(40, 140, 250, 320), (195, 207, 214))
    boxes = [bars(canvas, 40, 40, 320, WHITE), bars(canvas, 390, 46, 240, WHITE)]
    lines = [
        (330, 145, 490),
        (330, 205, 270),
        (330, 235, 255),
        (330, 290, 230),
        (330, 325, 310),
        (330, 358, 210),
    ]
    lines += [(330, 395, 315), (330, 428, 295), (40, 500, 450), (40, 533, 510), (770, 508, 235)]
    boxes += [bars(canvas, *line, BLACK) for line in lines]
    (card,) = cards_on(canvas, tuple(boxes))
    assert len(card.boxes) == len(boxes)


def test_a_framed_logo_on_a_scan_is_not_the_card() -> None:
    canvas, quad = table(WHITE, int(WIDTH), int(HEIGHT)), geometry.rectangle(WIDTH, HEIGHT)
    boxes = draw_plain(canvas, quad, WHITE, BLACK)
    fill(canvas, geometry.as_quad([(600, 60), (840, 60), (840, 200), (600, 200)]), (160, 40, 20))
    for word in range(625, 800, 24):
        fill(canvas, box_at(word, 115, 14, 30), WHITE)
    logo = TextBox(geometry.as_quad([(615, 105), (825, 105), (825, 155), (615, 155)]), 0.9)
    (card,) = cards_on(canvas, (*boxes, logo))
    assert_lies_on(card, quad)
    assert len(card.boxes) == len(boxes) + 1


def test_several_cards_are_found_from_top_to_bottom() -> None:
    canvas = table((70, 80, 70), 2000, 1600)
    places = [
        laid((500, 350), 3, 0.8),
        laid((1450, 420), -7, 0.8),
        laid((700, 1150), 90, 0.8),
        laid((1500, 1200), 0, 0.8),
    ]
    boxes = tuple(draw_plain(canvas, quad, WHITE, BLACK) for quad in places)
    cards = cards_on(canvas, tuple(box for card in boxes for box in card))
    assert [card.index for card in cards] == [1, 2, 3, 4]
    for quad, text in zip(places, boxes, strict=True):
        (mine,) = (card for card in cards if set(text) & set(card.boxes))
        assert set(mine.boxes) == set(text)
        assert_lies_on(mine, quad)
    heights = [geometry.centre_of(card.quad)[1] for card in cards]
    assert heights == sorted(heights)


@pytest.mark.parametrize("gap", [0, 6])
def test_cards_edge_to_edge_keep_their_own_text(gap: int) -> None:
    canvas = table((70, 80, 70), 1500, 1000)
    turns = (0, 180, 180, 0)
    places = [
        laid((750 + x * (540 + gap) / 2, 500 + y * (312 + gap) / 2), turn, 0.6)
        for turn, (x, y) in zip(turns, ((-1, -1), (1, -1), (-1, 1), (1, 1)), strict=True)
    ]
    papers = (WHITE, (236, 240, 244), (225, 238, 246), WHITE)
    for place in places:
        fill(canvas, geometry.as_quad(np.array(place) + 4), (40, 48, 40))
    boxes = [draw_plain(canvas, place, paper, BLACK) for place, paper in zip(places, papers, strict=True)]
    cards = cards_on(canvas, tuple(box for card in boxes for box in card))
    lines = {frozenset(_middle(box) for box in card) for card in boxes}
    assert {frozenset(_middle(box) for box in card.boxes) for card in cards} == lines


def _middle(box: TextBox) -> tuple[int, int]:
    x, y = geometry.centre_of(box.quad)
    return round(x / 10), round(y / 10)


def test_cards_lost_in_a_corner_of_a_large_picture_are_told_apart() -> None:
    canvas = table((70, 80, 70), 3600, 2700)
    places = laid((2900, 2100), 8, 0.3), laid((3172, 2138), 8, 0.3)
    boxes = tuple(box for place in places for box in draw_plain(canvas, place, WHITE, BLACK))
    cards = cards_on(canvas, boxes)
    assert len(cards) == 2
    for card, place in zip(cards, places, strict=True):
        assert_lies_on(card, place, 0.04)
        assert len(card.boxes) == len(LINES)


def test_a_small_card_apart_from_a_large_one_is_found_by_a_closer_look() -> None:
    canvas, large, small = table((60, 110, 70)), laid((500, 600), 4), laid((1290, 250), -8, 0.3)
    boxes = draw_plain(canvas, large, WHITE, BLACK)
    closer = draw_plain(canvas, small, WHITE, BLACK)
    cards = cards_on(canvas, boxes, closer)
    assert [set(card.boxes) for card in cards] == [set(closer), set(boxes)]
    assert_lies_on(cards[0], small, 0.08)


def test_a_card_without_visible_edges_beside_others_is_kept() -> None:
    canvas = table(WHITE, 2000, 1200)
    framed = draw_plain(canvas, laid((500, 320), 0, 0.8), (120, 160, 190), BLACK)
    framed += draw_plain(canvas, laid((1450, 320), 0, 0.8), (190, 160, 120), BLACK)
    bare = draw_plain(canvas, laid((500, 880), 0, 0.8), WHITE, BLACK)
    cards = cards_on(canvas, framed + bare)
    assert len(cards) == 3
    assert set(bare) in [set(card.boxes) for card in cards]


def test_a_card_that_the_picture_cuts_off_is_found() -> None:
    canvas, quad = table((90, 110, 140)), laid((1300, 600), 4)
    boxes = draw_plain(canvas, quad, WHITE, BLACK)
    (card,) = cards_on(canvas, boxes)
    assert len(card.boxes) == len(boxes)
    assert min(x for x, _ in card.quad) > 800


def test_what_a_card_lies_on_is_no_card() -> None:
    canvas = table((120, 150, 190), 1200, 1600)
    fill(canvas, geometry.as_quad([(60, 0), (1150, 0), (1150, 1600), (60, 1600)]), (90, 50, 20))
    quad = geometry.as_quad([(560, 200), (900, 300), (910, 1080), (590, 1200)])
    boxes = draw_plain(canvas, geometry.rolled(quad, 3), WHITE, BLACK)
    (card,) = cards_on(canvas, boxes)
    apart = [math.dist(corner, other) for corner, other in zip(sorted(card.quad), sorted(quad), strict=True)]
    assert max(apart) < 20


def test_a_card_with_a_line_across_is_found_whole() -> None:
    canvas = table((90, 80, 70), 1200, 1600)
    quad = geometry.as_quad([(-10, 400), (1250, 390), (1240, 1250), (0, 1290)])
    fill(canvas, quad, (90, 200, 230))
    fill(canvas, geometry.as_quad([(516, 400), (524, 400), (524, 1262), (516, 1262)]), (20, 20, 20))
    cv2.ellipse(canvas, (260, 300), (380, 240), 20, 0, 360, (150, 170, 220), -1, cv2.LINE_AA)
    boxes = tuple(
        TextBox(box_at(x, y, length, 44), 0.9)
        for x, length, rows in ((40, 320, 4), (640, 440, 7))
        for y in range(560, 560 + 90 * rows, 90)
    )
    for box in boxes:
        (left, top), *_ = box.quad
        for word in range(8, 310, 24):
            fill(canvas, box_at(left + word, top + 10, 14, 24), (30, 20, 20))
    (card,) = cards_on(canvas, boxes)
    assert set(card.boxes) == set(boxes)


def test_print_beside_a_card_is_not_its_text() -> None:
    canvas = table((205, 210, 205))
    printed = tuple(
        TextBox(geometry.as_quad([(x, 1190), (x, 10), (x + 30, 10), (x + 30, 1190)]), 0.9)
        for x in range(10, 1580, 42)
    )
    for box in printed:
        (left, _), *_ = box.quad
        for word in range(20, 1180, 24):
            fill(
                canvas,
                box_at(left + 7, word, 16, 14),
                (60, 60, 60),
            )
    quad = laid((800, 600), 9, 1.1)
    outside = tuple(box for box in printed if abs(box.quad[0][0] - 800) > 640)
    boxes = draw_plain(canvas, quad, WHITE, BLACK)
    (card,) = cards_on(canvas, boxes + outside)
    assert set(card.boxes) == set(boxes)


@pytest.mark.parametrize("colour", [WHITE, BLACK, (90, 110, 140)])
def test_a_picture_without_text_has_no_card(colour: tuple[int, int, int]) -> None:
    assert cards_on(table(colour), ()) == ()


def test_blank_paper_that_the_detector_takes_for_text_is_no_card() -> None:
    canvas = table((150, 130, 120))
    fill(canvas, laid((800, 600)), WHITE)
    round_paper = TextBox(geometry.as_quad([(330, 320), (1270, 320), (1270, 880), (330, 880)]), 0.9)
    round_all = TextBox(geometry.rectangle(1600, 1200), 0.9)
    assert cards_on(canvas, (round_paper, round_all)) == ()


coordinates = st.floats(-300, 900, allow_nan=False)
quads = st.builds(geometry.as_quad, st.lists(st.tuples(coordinates, coordinates), min_size=4, max_size=4))
upright_boxes = st.builds(
    lambda x, y, width, height: box_at(x, y, width, height),
    st.floats(0, 500), st.floats(0, 350), st.floats(1, 300), st.floats(1, 60),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(quads, upright_boxes), max_size=12), st.integers(0, 2**32 - 1), st.integers(1, 500))
def test_any_boxes_on_any_picture_give_sound_cards(places: list[Quad], seed: int, height: int) -> None:
    random = np.random.default_rng(seed)
    canvas = random.integers(0, 256, (height, 600, 3), dtype=np.uint8)
    cv2.rectangle(canvas, (100, height // 4), (500, 3 * height // 4), WHITE, -1)
    boxes = tuple(TextBox(quad, 0.8) for quad in places)
    cards = cards_on(canvas, boxes)
    assert [card.index for card in cards] == list(range(1, len(cards) + 1))
    for card in cards:
        corners = np.array(card.quad)
        assert np.isfinite(corners).all()
        assert np.abs(corners).max() < 3 * max(600, height)
        assert card.boxes
