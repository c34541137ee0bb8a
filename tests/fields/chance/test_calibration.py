"""What a field's chance is worth: in bounds, monotone, and true on fresh cards."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan import fields
from cardscan.contact import decide
from cardscan.fields.chance.calibration import Calibration, read_calibration, shipped_calibration
from cardscan.fields.chance.evidence import evidence_of_found, evidence_of_segments
from cardscan.fields.context.assign import ASSIGNED
from cardscan.fields.context.segments import Segment
from cardscan.fields.layout.blocks import split
from cardscan.fields.understanding import Understood
from cardscan.model import Candidate, Email, Phone, Span
from cardscan.pipeline import scan_text
from scripts.cards.fiction import LOCALES, fictional_card
from scripts.learn.simulate import simulate_reading
from scripts.measure.scoring import Score, found_of, values_of
from scripts.pictures.layout import lay_out
from tests.support.typed_cards import typed_card

SURE = (("name", "Mira Falk"), ("title", "Painter"), ("organization", "Falk GmbH"), ("address", "12 Elm Row"))


def chance(kind: str, text: str, probability: float, confidence: float = 0.98) -> float:
    reading = typed_card(text, confidence=confidence)
    segment = Segment(kind, split(reading, ()), probability)
    [evidence] = evidence_of_segments([segment], Understood(reading))
    return shipped_calibration().chance(kind, evidence)


def chance_of_found(*found: Candidate, texts: tuple[str, ...]) -> float:
    known = Understood(typed_card(*texts, confidence=0.98), found, "DE")
    return shipped_calibration().chance(found[0].kind, evidence_of_found((), known)[0])


def test_the_numbers_are_read_and_notes_are_not() -> None:
    read = read_calibration("# a note\n\nname\todds\t1.5\nname\tconstant\t-1\n")
    assert read == Calibration({"name": {"odds": 1.5, "constant": -1.0}})
    assert read.chance("name", {"constant": 1.0, "odds": 2 / 3, "unheard of": 9.0}) == pytest.approx(0.5)


def test_every_kind_of_field_has_its_numbers() -> None:
    assert {*ASSIGNED, "phone", "email", "url"} <= set(shipped_calibration().weights)


def test_no_evidence_for_a_field_makes_it_less_likely() -> None:
    for weights in shipped_calibration().weights.values():
        assert all(weight >= 0 for name, weight in weights.items() if name != "constant")


@given(st.dictionaries(st.text(max_size=8), st.floats(-1e6, 1e6), max_size=6))
def test_a_chance_stays_between_0_and_1(evidence: dict[str, float]) -> None:
    calibration = Calibration({"name": dict.fromkeys(evidence, 3.0)})
    assert 0.0 <= calibration.chance("name", evidence) <= 1.0
    assert 0.0 <= calibration.chance("a kind without numbers", evidence) <= 1.0


@pytest.mark.parametrize(("kind", "text"), SURE)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_labelling_never_gives_a_smaller_chance(kind: str, text: str, a: float, b: float) -> None:
    assert chance(kind, text, min(a, b)) <= chance(kind, text, max(a, b))


@pytest.mark.parametrize(("kind", "text"), SURE)
def test_a_clear_field_is_sure_and_a_doubtful_one_is_not(kind: str, text: str) -> None:
    assert chance(kind, text, 0.999) > chance(kind, text, 0.2) + 0.1
    assert chance(kind, text, 0.999, confidence=0.5) < chance(kind, text, 0.999)


def test_a_mail_address_that_swallowed_its_label_is_doubted() -> None:
    def mail(value: str) -> float:
        candidate = Candidate("email", Email(value), value, 0.97, (Span(0, 0, len(value)),), "email")
        return chance_of_found(candidate, texts=(value,))

    assert mail("TelMira@falk.example") < mail("mira@falk.example")


def test_a_number_completed_from_its_neighbour_is_doubted() -> None:
    read = scan_text("Anna Weber\nWeber GmbH\nTel. +49 30 12345625 / 26\nanna@weber.example")
    assert [phone.value for phone in read.contact.phones] == ["+493012345625", "+493012345626"]
    assert read.confidence["phones[1]"] < read.confidence["phones[0]"]


def test_a_number_too_short_for_its_country_is_doubted_more_than_one_that_is_only_unknown() -> None:
    def number(value: str) -> float:
        phone = Candidate("phone", Phone(value, value), value, 0.6, (Span(0, 0, 9),), "phone-as-printed")
        return chance_of_found(phone, texts=(value,))

    assert number("+1 987 123 45") < number("+1 987 123 4567")


def test_on_fresh_cards_chances_come_true_and_flags_find_errors() -> None:
    score = Score()
    for number in range(60):
        rng = random.Random(f"certainty-{number}")
        reading = simulate_reading(lay_out(fictional_card(rng, LOCALES[number % len(LOCALES)]), rng), rng)
        decision = decide(reading.lines, fields.extract(reading.lines), review_below=0.85)
        found = found_of(decision.contact, decision.confidence, decision.needs_review)
        score.add_picture(str(number), [values_of(reading.contact)], [found])
    sure = [right for chance, right in score.sure if chance >= 0.9]
    doubtful = [right for chance, right in score.sure if chance < 0.7]
    assert sum(sure) >= 0.9 * len(sure)
    assert len(sure) > 4 * len(doubtful)
    assert sum(doubtful) < 0.85 * len(doubtful)
