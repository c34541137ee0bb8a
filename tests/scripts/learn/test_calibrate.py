"""Fitting chances: what is judged, what the numbers may be, and that readings survive their file."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from cardscan.fields.chance.calibration import read_calibration
from scripts.cards.fiction import LOCALES, fictional_card
from scripts.learn.calibrate import DRAWN, Case, cases, fit
from scripts.learn.labelled import Labelled, read_readings, write_readings
from scripts.learn.simulate import simulate_reading
from scripts.measure.scoring import values_of
from scripts.pictures.layout import lay_out

if TYPE_CHECKING:
    from pathlib import Path


def labelled(number: int) -> Labelled:
    rng = random.Random(f"calibrate-{number}")
    reading = simulate_reading(lay_out(fictional_card(rng, LOCALES[number % len(LOCALES)]), rng), rng)
    source = f"{DRAWN} seed 0" if number % 2 else "a folder of scans"
    return Labelled(source, reading.lines, values_of(reading.contact))


@pytest.fixture(scope="module")
def cards() -> list[Labelled]:
    return [labelled(number) for number in range(16)]


def test_readings_survive_their_file(cards: list[Labelled], tmp_path: Path) -> None:
    write_readings(tmp_path / "readings", cards)
    assert read_readings(tmp_path / "readings") == cards


def test_fields_that_the_truth_is_unsure_of_are_not_judged(cards: list[Labelled]) -> None:
    card = next(card for card in cards if any(case.kind == "email" for case in cases(card)))
    unsure = {field: values for field, values in card.truth.items() if field != "emails"}
    judged = {case.kind for case in cases(Labelled(card.source, card.reading, unsure))}
    assert "email" not in judged
    assert judged


def test_most_proposals_of_a_sure_kind_are_right(cards: list[Labelled]) -> None:
    mails = [case.right for card in cards for case in cases(card) if case.kind == "email"]
    assert sum(mails) > 0.8 * len(mails)


def test_what_is_fitted_tells_right_from_wrong_and_only_the_constant_falls_below_0() -> None:
    card = labelled(0)
    seen = [
        Case("title", {"constant": 1.0, "odds": odds, "misleading": -odds}, odds + noise > 0)
        for odds in (-3.0, -1.0, 1.0, 3.0)
        for noise in (-2.0, 0.0, 2.0)
    ]
    calibration = read_calibration("\n".join(fit([card], {id(card): seen})))
    weights = calibration.weights["title"]
    assert all(weight >= 0 for name, weight in weights.items() if name != "constant")
    low, high = (calibration.chance("title", {"constant": 1.0, "odds": odds}) for odds in (-3.0, 3.0))
    assert low < 0.2
    assert high > 0.8
    assert "misleading" not in weights


def test_a_kind_that_was_always_right_is_sure_but_not_certain() -> None:
    card = labelled(0)
    seen = [Case("url", {"constant": 1.0}, right=True)] * 50
    chance = read_calibration("\n".join(fit([card], {id(card): seen}))).chance("url", {"constant": 1.0})
    assert 0.95 < chance < 0.9999
