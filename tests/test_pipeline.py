"""The public API on real samples: what comes out, in what order, and what it rests on."""

import io
import json
import multiprocessing
import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cardscan import scan, scan_many, scan_text
from cardscan.errors import BadInputError, ExitCode
from cardscan.many.batch import Content, Typed, scan_one
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


def test_a_broken_picture_is_an_error(settings: Settings) -> None:
    with pytest.raises(BadInputError, match="upload"):
        scan(b"no picture", settings, name="upload")


def test_scanning_twice_gives_the_same(settings: Settings) -> None:
    assert timeless(scan(CARD, settings)) == timeless(scan(CARD, settings))


def test_bytes_and_path_give_the_same_contact(settings: Settings) -> None:
    [by_path], [by_bytes] = scan(CARD, settings), scan(CARD.read_bytes(), settings, name="card")
    assert by_path.contact == by_bytes.contact
    assert by_path.source.sha256 == by_bytes.source.sha256


def test_many_files_come_back_in_order_and_one_bad_file_stops_none(settings: Settings) -> None:
    sources: list[Path | bytes] = [FOUR, SAMPLES / "missing.jpg", BLANK, b"junk", CARD]
    outcomes = list(scan_many(sources, settings))
    assert [len(outcome.scans) for outcome in outcomes] == [4, 0, 0, 0, 1]
    assert [len(outcome.errors) for outcome in outcomes] == [0, 1, 0, 1, 0]


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_any_executor_gives_what_none_gives(kind: str, settings: Settings) -> None:
    sources = [CARD, BLANK, FOUR]
    alone = [timeless(outcome.scans) for outcome in scan_many(sources, settings)]
    context = multiprocessing.get_context("spawn")
    pool = ThreadPoolExecutor(1) if kind == "threads" else ProcessPoolExecutor(2, mp_context=context)
    with pool as executor:
        together = [timeless(o.scans) for o in scan_many(sources, settings, executor=executor)]
    assert together == alone


def test_many_are_taken_a_few_at_a_time(settings: Settings) -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield BLANK

    with ThreadPoolExecutor(1) as executor:
        outcomes = scan_many(endless(), settings, executor=executor)  # type: ignore[arg-type]
        for _ in range(3):
            next(outcomes)
        assert taken <= 8
        outcomes.close()  # type: ignore[attr-defined]


def test_tesseract_finds_the_same_person(settings: Settings) -> None:
    [by_tesseract] = scan(CARD, replace(settings, reader="tesseract"))
    truth = json.loads(CARD.with_suffix(".json").read_text(encoding="utf-8"))["cards"][0]
    assert by_tesseract.reading.reader == "tesseract"
    assert by_tesseract.contact.full_name == truth["name"]


def test_pictures_of_cards_come_where_they_are_asked_for(settings: Settings) -> None:
    [card] = scan_one(str(CARD), settings, faces=True).scans
    [face] = card.faces
    with Image.open(io.BytesIO(face.jpeg)) as picture:
        assert picture.width / picture.height == pytest.approx(face.width / face.height, rel=0.01)
        assert max(picture.size) <= 1200
    assert (face.width, face.height) == (card.reading.width, card.reading.height)
    again = scan(face.jpeg, settings)
    assert again[0].contact.emails == card.contact.emails
    assert scan(str(CARD), settings)[0].faces == ()


def test_both_sides_of_a_card_have_their_picture(settings: Settings) -> None:
    [card] = scan_one((str(CARD), str(CARD)), settings, faces=True).scans
    assert [face.source.path for face in card.faces] == [str(CARD)] * 2
    assert sum(face.height for face in card.faces) == pytest.approx(card.reading.height)


def test_content_is_read_under_its_name(settings: Settings) -> None:
    [card] = scan_one(Content("in/anna.jpg", CARD.read_bytes()), settings).scans
    assert card.source.path == "in/anna.jpg"


def test_a_pool_that_lost_its_process_is_told_of_each_file(settings: Settings) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert isinstance(pool.submit(os.abort).exception(), BrokenExecutor)
        outcomes = list(scan_many([CARD, BLANK], settings, executor=pool))
    assert [error.exit_code for outcome in outcomes for error in outcome.errors] == [
        ExitCode.READING_FAILED
    ] * 2


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


def test_lines_of_text_go_through_a_pool_like_pictures(settings: Settings) -> None:
    typed = Typed("signature.txt", "Anna Weber\nManaging Director\nTel. +44 20 7946 0123")
    blank = Typed("blank.txt", " \n\n")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        read, empty = scan_many([typed, blank], settings, executor=pool, carry=True)
    [card] = read.scans
    assert (card.source.path, card.contact.full_name) == ("signature.txt", "Anna Weber")
    assert (empty.scans, empty.errors) == ((), ())
