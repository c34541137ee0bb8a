"""Many files: in order, in pools, two sides of a card as one; no bad file stops the rest."""

import io
import multiprocessing
import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from cardscan import scan
from cardscan.errors import ExitCode
from cardscan.many.batch import Content, Typed, scan_many, scan_one, scan_sides
from cardscan.model import (
    Email,
)
from cardscan.settings import Settings
from cardscan.sides import pair_sides
from tests import SAMPLES
from tests.conftest import DrawCard
from tests.support.scans import timeless
from tests.support.sides import BACK, FRONT, saved, value_of

CARD = SAMPLES / "photo-france.jpg"
FOUR = SAMPLES / "four-cards.jpg"
BLANK = SAMPLES / "no-card.jpg"


def test_many_files_come_back_in_order_and_one_bad_file_stops_none(settings: Settings) -> None:
    sources: list[Path | bytes] = [FOUR, SAMPLES / "missing.jpg", BLANK, b"junk", CARD]
    outcomes = list(scan_many(sources, settings))
    assert [len(outcome.scans) for outcome in outcomes] == [4, 0, 0, 0, 1]
    assert [len(outcome.errors) for outcome in outcomes] == [0, 1, 0, 1, 0]


@pytest.mark.long
def test_any_executor_gives_what_none_gives(settings: Settings) -> None:
    sources = [CARD, BLANK, SAMPLES / "two-pages.pdf"]
    alone = [timeless(outcome.scans) for outcome in scan_many(sources, settings)]
    context = multiprocessing.get_context("spawn")
    for pool in (ThreadPoolExecutor(1), ProcessPoolExecutor(2, mp_context=context)):
        with pool as executor:
            together = [timeless(o.scans) for o in scan_many(sources, settings, executor=executor)]
        assert together == alone, pool


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


def test_lines_of_text_go_through_a_pool_like_pictures(settings: Settings) -> None:
    typed = Typed("signature.txt", "Anna Weber\nManaging Director\nTel. +44 20 7946 0123")
    blank = Typed("blank.txt", " \n\n")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        read, empty = scan_many([typed, blank], settings, executor=pool, carry=True)
    [card] = read.scans
    assert (card.source.path, card.contact.full_name) == ("signature.txt", "Anna Weber")
    assert (empty.scans, empty.errors) == ((), ())


def test_front_and_back_are_read_into_one_contact(
    draw_card: DrawCard, tmp_path: Path, settings: Settings
) -> None:
    names = [
        saved(draw_card(*BACK), tmp_path / "w_back.png"),
        saved(draw_card(*FRONT), tmp_path / "w_front.png"),
    ]
    [outcome] = scan_many(pair_sides(map(str, names)), settings)
    [one] = outcome.scans
    assert (outcome.source, outcome.back) == (str(names[1]), str(names[0]))
    assert one.source.path == str(names[1])
    assert one.contact.full_name == "Anna Weber"
    assert one.contact.emails == (Email("anna@weber.example"),)
    assert {phone.value for phone in one.contact.phones} == {"+493012345678", "+493012345679"}
    assert [url.value for url in one.contact.urls] == ["https://www.weber.example"]
    for key in ("emails[0]", "urls[0]"):
        [line] = one.evidence[key]
        assert str(value_of(one.contact, key)).count("weber.example") == 1
        assert "weber.example" in one.reading.lines[line].text


def test_pages_of_a_tiff_are_two_sides(draw_card: DrawCard, tmp_path: Path, settings: Settings) -> None:
    pages = [Image.fromarray(draw_card(*text).pixels[:, :, ::-1]) for text in (BACK, FRONT)]
    stream = io.BytesIO()
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:])
    outcome = scan_sides((stream.getvalue(),), settings)
    [one] = outcome.scans
    assert one.source.page == 2
    assert one.contact.full_name == "Anna Weber"
    assert len(one.contact.phones) == 2


def test_if_one_side_cannot_be_read_the_other_still_is(
    draw_card: DrawCard, tmp_path: Path, settings: Settings
) -> None:
    front = saved(draw_card(*FRONT), tmp_path / "w_front.png")
    outcome = scan_sides((str(front), str(tmp_path / "w_back.png")), settings)
    assert [one.contact.full_name for one in outcome.scans] == ["Anna Weber"]
    assert len(outcome.errors) == 1
    assert "w_back.png" in str(outcome.errors[0])
