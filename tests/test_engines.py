"""The models that find and read cards: loaded once, and looking twice where text is small."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from cardscan.engines import cache_folder, load_engines_for
from cardscan.errors import MissingError
from cardscan.model import Picture
from cardscan.settings import Settings
from tests.conftest import DrawCard

TEXT = ("Anna Weber", "Head of Sales", "anna@weber.example", "+49 30 12345678")


def test_the_same_settings_share_their_models(settings: Settings) -> None:
    assert load_engines_for(settings) is load_engines_for(replace(settings, region="DE"))
    assert load_engines_for(settings).reader.name == "rapid"
    assert load_engines_for(replace(settings, lang="rus+eng", reader="rapid")).reader.name == "rapid"


def test_a_language_that_is_not_there_is_said(settings: Settings) -> None:
    with pytest.raises(MissingError):
        load_engines_for(replace(settings, lang="tlh"))


def test_the_cache_lies_where_it_is_asked_for(tmp_path: Path) -> None:
    assert cache_folder(Settings(cache_dir=str(tmp_path))) == tmp_path
    assert cache_folder(Settings()).name == "cardscan"


@pytest.mark.parametrize("quarters", [0, 2])
def test_a_card_is_given_the_right_way_up(draw_card: DrawCard, settings: Settings, quarters: int) -> None:
    pixels = np.ascontiguousarray(np.rot90(draw_card(*TEXT).pixels, quarters))
    [card] = load_engines_for(settings).cards_in(Picture(pixels, "", "drawn"))
    assert card.quad[0][0] < 60 if quarters == 0 else card.quad[0][0] > 990


@pytest.mark.parametrize("quarters", [0, 2])
@pytest.mark.parametrize(("size", "blur"), [(24, 3), (36, 4)])
def test_where_the_turn_is_in_doubt_a_card_lies_as_it_can_be_read(
    draw_card: DrawCard, settings: Settings, quarters: int, size: int, blur: int
) -> None:
    blurred = cv2.GaussianBlur(draw_card(*TEXT, size=size).pixels, (0, 0), blur)
    pixels = np.ascontiguousarray(np.rot90(blurred, quarters), np.uint8)
    [card] = load_engines_for(settings).cards_in(Picture(pixels, "", "drawn"))
    assert (card.quad[0][0] > 500) == (quarters == 2)


def test_cards_that_touch_are_read_each_by_itself(draw_card: DrawCard, settings: Settings) -> None:
    names = ("Anna Weber", "Paul Maier", "Mary Brown", "Jean Dupont")
    papers = ("#ffffff", "#dfe8f2", "#f6ecd8", "#e2f0de")
    table = np.full((1700, 2600, 3), 70, np.uint8)
    for number, (name, paper) in enumerate(zip(names, papers, strict=True)):
        top, left = 250 + 600 * (number // 2), 250 + 1050 * (number % 2)
        table[top : top + 600, left : left + 1050] = draw_card(name, "Painter", size=60, paper=paper).pixels
    engines = load_engines_for(settings)
    cards = engines.cards_in(Picture(table, "", "table"))
    readings = [{line.text for line in engines.reader.read(card).lines} for card in cards]
    assert sorted(map(sorted, readings)) == sorted(sorted({name, "Painter"}) for name in names)


def test_no_small_print_is_lost_beside_a_large_heading(draw_card: DrawCard, settings: Settings) -> None:
    card = draw_card(*TEXT, size=22).pixels.copy()
    card[330:] = draw_card("MUSTER", size=110).pixels[:270]
    table = np.full((3900, 5200, 3), 70, np.uint8)
    table[1500:2100, 2000:3050] = card
    engines = load_engines_for(settings)
    [found] = engines.cards_in(Picture(table, "", "table"))
    assert {*TEXT, "MUSTER"} <= {line.text for line in engines.reader.read(found).lines}


def test_no_card_is_lost_whose_text_is_too_small_to_be_seen_at_first(
    draw_card: DrawCard, settings: Settings
) -> None:
    table = np.full((3900, 5200, 3), 70, np.uint8)
    table[400:1000, 500:1550] = draw_card(*TEXT, size=60).pixels
    table[2500:3100, 3000:4050] = draw_card(*TEXT, size=20).pixels
    engines = load_engines_for(settings)
    cards = engines.cards_in(Picture(table, "", "table"))
    readings = [{line.text for line in engines.reader.read(card).lines} for card in cards]
    assert readings == [{*TEXT}] * 2


def test_small_text_is_looked_at_again(draw_card: DrawCard, settings: Settings, tmp_path: Path) -> None:
    small = draw_card(*TEXT, "a line of small print", size=24).pixels
    table = np.full((1600, 2100, 3), 70, np.uint8)
    table[500:1100, 525:1575] = small
    engines = load_engines_for(settings)
    picture = Picture(table, "", "table")
    [card] = engines.cards_in(picture, str(tmp_path))
    assert len(card.boxes) == 5
    assert {path.name for path in tmp_path.iterdir()} == {"table-p1-1-text.jpg", "table-p1-2-cards.jpg"}


def test_a_small_card_apart_from_a_large_one_is_no_less_a_card(
    draw_card: DrawCard, settings: Settings
) -> None:
    table = np.full((3000, 4000, 3), 70, np.uint8)
    table[1300:2700, 800:3250] = cv2.resize(draw_card(*TEXT, size=60).pixels, (2450, 1400))
    small = draw_card(*TEXT, size=26).pixels
    table[300:780, 2900:3740] = cv2.resize(small, (840, 480), interpolation=cv2.INTER_AREA)
    engines = load_engines_for(settings)
    cards = engines.cards_in(Picture(table, "", "table"))
    readings = [{line.text for line in engines.reader.read(card).lines} for card in cards]
    assert readings == [{*TEXT}] * 2


def test_cards_are_the_same_whether_the_text_is_looked_for_meanwhile_or_not(
    draw_card: DrawCard, settings: Settings
) -> None:
    picture = Picture(draw_card(*TEXT).pixels, "", "drawn")
    engines = load_engines_for(settings)
    [alone], [at_once] = (replace(engines, threads=count).cards_in(picture) for count in (1, 2))
    assert alone.quad == at_once.quad
    assert [box.quad for box in alone.boxes] == [box.quad for box in at_once.boxes]
