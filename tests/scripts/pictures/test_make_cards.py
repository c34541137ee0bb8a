"""The card maker: same seed same card, truth as printed, everything on the card, samples complete."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import phonenumbers
import pytest
import zxingcpp

from scripts.cards.fiction import LOCALES, fictional_card
from scripts.cards.printed import FictionalCard
from scripts.learn.simulate import misread, simulate_reading
from scripts.pictures.compose import make_picture, save, turned
from scripts.pictures.draw import PIXELS_PER_MM, draw_card
from scripts.pictures.faces import MissingFontsError, available
from scripts.pictures.layout import lay_out
from scripts.pictures.qr import contact_code
from scripts.pictures.scenes import Scene
from scripts.pictures.templates import TEMPLATES
from tests import ROOT, SAMPLES


def fonts_missing() -> bool:
    try:
        available()
    except MissingFontsError:
        return True
    return False


needs_fonts = pytest.mark.skipif(
    fonts_missing(), reason="the fonts of scripts/pictures/faces.py are not installed"
)


def printed(card: FictionalCard, kind: str) -> str:
    spans = [
        span.text for block in card.blocks for line in block.lines for span in line.spans if span.kind == kind
    ]
    return " ".join(spans)


def words_of(text: str) -> set[str]:
    return set(text.casefold().replace(",", " ").split())


@pytest.mark.parametrize("locale", LOCALES)
def test_same_seed_gives_same_card_and_reading(locale: str) -> None:
    first, second = (
        simulate_reading(lay_out(fictional_card(rng, locale), rng), rng)
        for rng in (random.Random(5), random.Random(5))
    )
    assert first == second


def test_every_process_makes_the_same_cards() -> None:
    # Some of Faker's lists are sets, whose order depends on the process's hash seed.
    program = (
        "import random; from scripts.cards.fiction import LOCALES, fictional_card as card;"
        "print([card(random.Random(seed), each) for each in LOCALES for seed in range(12)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_truth_is_what_is_printed(locale: str) -> None:
    for seed in range(3):
        card = fictional_card(random.Random(seed), locale)
        contact = card.contact
        name = printed(card, "name") or printed(card, "native_name")
        assert words_of(contact.full_name) <= words_of(name)
        assert contact.native_name == printed(card, "native_name")
        assert contact.title == printed(card, "title")
        assert contact.department == printed(card, "department")
        assert contact.organization == printed(card, "organization")
        assert [phone.raw for phone in contact.phones] == phones_printed(card)
        assert {mail.value for mail in contact.emails} == words_of(printed(card, "email"))
        assert len(contact.urls) == len(printed(card, "url").split())
        for address in contact.addresses:
            assert all(word in printed(card, "address").casefold() for word in words_of(address.street))
            assert address.locality in address.formatted


def phones_printed(card: FictionalCard) -> list[str]:
    found = []
    numbers = {phone.raw for phone in card.contact.phones}
    for block in card.blocks:
        for line in block.lines:
            for span in line.spans:
                if span.kind == "phone":  # an extension is part of the span
                    longest = max(
                        (raw for raw in numbers if span.text.startswith(raw)), key=len, default=span.text
                    )
                    found.append(longest)
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_publishable_cards_use_reserved_domains_and_valid_numbers(locale: str) -> None:
    for seed in range(3):
        contact = fictional_card(random.Random(seed), locale, publishable=True).contact
        assert all(mail.value.endswith(".example") for mail in contact.emails)
        assert all(".example" in url.value for url in contact.urls)
        for phone in contact.phones:
            assert phonenumbers.is_possible_number(phonenumbers.parse(phone.value))


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_line_lies_on_the_card(template: str) -> None:
    for seed in range(12):
        rng = random.Random(seed)
        layout = lay_out(fictional_card(rng, rng.choice(LOCALES)), rng, template=template)
        for line in layout.lines:
            assert line.box.x >= 0 and line.box.x + line.box.width <= layout.width + 0.01
            assert line.box.y >= 0 and line.box.y + line.box.height <= layout.height + 0.01


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_layout_prints_all_of_the_card_once(template: str) -> None:
    rng = random.Random(3)
    card = fictional_card(rng, "en_US")
    layout = lay_out(card, rng, template=template)
    wanted = sorted(line.text.casefold().replace(" ", "") for block in card.blocks for line in block.lines)
    assert sorted(line.text.casefold().replace(" ", "") for line in layout.lines) == wanted


def test_labels_cover_all_text_but_separators() -> None:
    for seed in range(150):
        rng = random.Random(seed)
        reading = simulate_reading(lay_out(fictional_card(rng, rng.choice(LOCALES)), rng), rng)
        assert len(reading.spans) == len(reading.lines.lines)
        for line, spans in zip(reading.lines.lines, reading.spans, strict=True):
            bare = list(line.text)
            for span in spans:
                assert 0 <= span.start < span.end <= len(line.text)
                bare[span.start : span.end] = " " * (span.end - span.start)
            assert not any(sign.isalnum() for sign in bare), (line.text, spans)


def test_a_perfect_reader_misreads_nothing() -> None:
    assert misread("Łódź 10, ul. Żelazna", random.Random(1), 0.0, 0.0, 0.0) == "Łódź 10, ul. Żelazna"


def test_a_poor_reader_misreads_something() -> None:
    text = "info@weber.example 030 110 0010"
    assert misread(text, random.Random(2), 0.2, 0.5, 1.0) != text


def test_turning_keeps_the_corners_on_the_same_pixels() -> None:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[10, 20] = 255
    scene = turned(Scene(pixels, (np.array([[20.5, 10.5]] * 4),)), 90)
    x, y = scene.quads[0][0]
    assert scene.pixels[int(y), int(x)].tolist() == [255, 255, 255]
    assert np.array_equal(np.rot90(scene.pixels, -1), pixels)


@needs_fonts
def test_same_seed_gives_same_pixels() -> None:
    first, second = (make_picture(random.Random(9), "clean", ["de_DE"]) for _ in range(2))
    assert np.array_equal(np.asarray(first[0]), np.asarray(second[0]))
    assert first[1] == second[1]


@needs_fonts
def test_a_drawn_card_has_its_size_and_ink() -> None:
    rng = random.Random(4)
    layout = lay_out(fictional_card(rng, "ja_JP", plain=True), rng)
    image = draw_card(layout, rng)
    assert image.size == (round(layout.width * PIXELS_PER_MM), round(layout.height * PIXELS_PER_MM))
    assert np.asarray(image).std() > 5


@needs_fonts
def test_the_code_on_a_card_holds_its_contact() -> None:
    rng = random.Random(21)
    card = fictional_card(rng, "en_GB", publishable=True, plain=True)
    layout = lay_out(card, rng, template="left", want_spare=True)
    assert layout.spare is not None
    content = contact_code(card.contact)
    found = zxingcpp.read_barcodes(np.asarray(draw_card(layout, rng, code=content)))
    assert [code.text for code in found] == [content]


@needs_fonts
def test_a_photo_keeps_its_cards_within_the_picture(tmp_path: Path) -> None:
    image, record = make_picture(random.Random(2), "hard", ["fr_TN"], rotation=270)
    save(tmp_path / "photo.jpg", [image], record)
    written = json.loads((tmp_path / "photo.json").read_text(encoding="utf-8"))
    (quad,) = written["quads"]
    assert written["rotation"] == 270
    assert all(0 <= x <= image.width and 0 <= y <= image.height for x, y in quad)


def test_every_sample_has_its_truth() -> None:
    pictures = [each for each in SAMPLES.iterdir() if each.suffix in (".jpg", ".png", ".heic", ".pdf")]
    assert len(pictures) >= 10
    for picture in pictures:
        record = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
        assert bool(record["cards"]) == (picture.stem != "no-card")
        for card in record["cards"]:
            assert all(mail.endswith(".example") for mail in card["emails"])


def test_the_samples_stay_small() -> None:
    assert sum(each.stat().st_size for each in SAMPLES.iterdir()) < 4_000_000
