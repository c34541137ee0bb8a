"""Pictures of every step."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cardscan import geometry
from cardscan.debug import draw_cards, draw_reading, write_readings
from cardscan.errors import OutputError
from cardscan.model import Card, Line, Lines, Picture, TextBox
from tests.conftest import DrawCard
from tests.support.plain_cards import box_at


def card_on(picture: Picture) -> Card:
    return Card(picture, geometry.rectangle(1050, 600), (TextBox(box_at(80, 60, 400, 50), 0.9),))


def test_boxes_cards_the_flat_card_and_its_reading_are_drawn(draw_card: DrawCard, tmp_path: Path) -> None:
    picture = draw_card("Anna Weber")
    card = card_on(picture)
    reading = Lines((Line("Anna Weber", card.boxes[0].quad, 0.9),), "test", 1050.0, 600.0)
    draw_cards(picture, card.boxes, (card,), tmp_path)
    draw_reading(card, reading, {"full_name": (0,)}, tmp_path)
    names = ["drawn-p1-1-text", "drawn-p1-2-cards", "drawn-p1-card1-3-flat", "drawn-p1-card1-4-read"]
    assert sorted(path.stem for path in tmp_path.iterdir()) == names
    text, cards, flat, read = (np.asarray(Image.open(tmp_path / f"{name}.jpg")).astype(int) for name in names)
    assert (np.abs(text - (0, 160, 0)).max(axis=2) < 60).any(), "boxes are green"
    assert (np.abs(cards - (224, 0, 0)).max(axis=2) < 60).any(), "cards are red"
    assert read.shape[1] == 2 * flat.shape[1]


def test_what_each_line_may_say_is_told_below_what_was_made_of_it(
    draw_card: DrawCard, tmp_path: Path
) -> None:
    card = card_on(draw_card("Anna Weber"))
    lines = (Line("Anna Weber", card.boxes[0].quad, 0.9, chance=0.8), Line("Berlin", card.boxes[0].quad, 1.0))
    told = [["2.00  Anna Weber", "1.00  Anna Webcr"], ["0.00  Berlin"]]
    write_readings(card, told, Lines(lines, "test", 1050.0, 600.0), tmp_path)
    [file] = tmp_path.iterdir()
    assert file.name == "drawn-p1-card1-5-readings.txt"
    rows = file.read_text(encoding="utf-8").splitlines()
    assert [row.split() for row in rows] == [
        ["1", "Anna", "Weber", "[confidence", "0.90,", "chance", "0.80]"],
        ["2.00", "Anna", "Weber"],
        ["1.00", "Anna", "Webcr"],
        ["2", "Berlin", "[confidence", "1.00,", "chance", "1.00]"],
        ["0.00", "Berlin"],
    ]


def test_a_folder_that_cannot_be_written_is_said(draw_card: DrawCard, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    picture = draw_card()
    with pytest.raises(OutputError, match="cannot be written"):
        draw_cards(picture, (), (), tmp_path / "file" / "debug")
