"""The public API on real samples: what comes out, in what order, and what it rests on."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from cardscan import scan, scan_text
from cardscan.errors import BadInputError
from cardscan.settings import Settings
from tests import SAMPLES
from tests.support.scans import timeless

CARD = SAMPLES / "photo-france.jpg"
FOUR = SAMPLES / "four-cards.jpg"
BLANK = SAMPLES / "no-card.jpg"


def test_scan_returns_every_card_with_its_place_and_its_reading(settings: Settings) -> None:
    cards = scan(FOUR, settings)
    assert [card.source.card for card in cards] == [1, 2, 3, 4]
    assert {card.source.path for card in cards} == {str(FOUR)}
    for card in cards:
        assert card.reading.lines
        assert set(card.needs_review) <= set(card.confidence)
        assert all(0 <= value <= 1 for value in card.confidence.values())
        assert set(card.elapsed) == {"find", "read", "parse"}


def test_every_line_of_a_card_is_in_a_field_or_in_the_note(settings: Settings) -> None:
    for card in scan(FOUR, settings):
        used = {line for lines in card.evidence.values() for line in lines}
        unread = [line.text for index, line in enumerate(card.reading.lines) if index not in used]
        assert list(card.unread) == unread
        assert all(text in card.contact.note for text in unread)


def test_a_picture_without_a_card_is_a_value_not_an_error(settings: Settings) -> None:
    assert scan(BLANK, settings) == ()


@pytest.mark.parametrize("text", ["Ab", "..", "|"])
def test_specks_that_say_nothing_are_no_card(text: str, settings: Settings) -> None:
    sheet = Image.new("RGB", (40, 30), "white")
    ImageDraw.Draw(sheet).text((2, 8), text, fill="black")
    stream = io.BytesIO()
    sheet.save(stream, "PNG")
    assert scan(stream.getvalue(), settings) == ()


def test_a_broken_picture_is_an_error(settings: Settings) -> None:
    with pytest.raises(BadInputError, match="upload"):
        scan(b"no picture", settings, name="upload")


def test_scanning_twice_gives_the_same(settings: Settings) -> None:
    assert timeless(scan(CARD, settings)) == timeless(scan(CARD, settings))


def test_bytes_and_path_give_the_same_contact(settings: Settings) -> None:
    [by_path], [by_bytes] = scan(CARD, settings), scan(CARD.read_bytes(), settings, name="card")
    assert by_path.contact == by_bytes.contact
    assert by_path.source.sha256 == by_bytes.source.sha256


def test_tesseract_finds_the_same_person(settings: Settings) -> None:
    [by_tesseract] = scan(CARD, replace(settings, reader="tesseract"))
    truth = json.loads(CARD.with_suffix(".json").read_text(encoding="utf-8"))["cards"][0]
    assert by_tesseract.reading.reader == "tesseract"
    assert by_tesseract.contact.full_name == truth["name"]


def test_lines_of_text_are_a_contact_too() -> None:
    text = "Anna Weber\nManaging Director\n\nWeber Logistik GmbH\nTel. +49 30 12345678\nanna@weber.example\n"
    card = scan_text(text, name="signature.txt")
    assert (card.source.path, card.contact.full_name) == ("signature.txt", "Anna Weber")
    assert card.contact.organization == "Weber Logistik GmbH"
    assert [phone.value for phone in card.contact.phones] == ["+493012345678"]
    assert [email.value for email in card.contact.emails] == ["anna@weber.example"]


@pytest.mark.parametrize("text", ["", "\n\n", "\t", "\x00\ud800"])
def test_text_that_says_nothing_is_an_empty_contact(text: str) -> None:
    assert scan_text(text).contact.full_name == ""
