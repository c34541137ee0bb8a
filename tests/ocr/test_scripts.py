"""Scripts told by what the recogniser's last layer is given."""

from pathlib import Path

import numpy as np
import pytest

from cardscan.ocr.detect import TextDetector
from cardscan.ocr.engine import NOTHING
from cardscan.ocr.rapid import RapidReader
from cardscan.ocr.scripts import LIKELY, NONE, SURE, Foreign, agreed, foreign_in
from scripts.pictures.faces import CJK, Face
from tests.support.foreign import DEJAVU, KOREAN, RUSSIAN, card_in

KNOWN_LINES = (
    "Head of Purchasing",
    "Ελένη Παπαδάκη",
    "株式会社山田商店",
    "北京市朝阳区",
    "+49 30 901820",
    "COM PAX BEPA",
)


@pytest.fixture(scope="module")
def rapid(cache_dir: Path) -> RapidReader:
    return RapidReader(threads=1, cache_dir=cache_dir)


def found_on(rapid: RapidReader, detector: TextDetector, face: Face, *lines: str) -> list[Foreign]:
    picture = card_in(face, *lines)
    quads = sorted((box.quad for box in detector.find(picture)), key=lambda quad: quad[0][1])
    return agreed([foreign_in(strip) for strip in rapid.read_quads(picture.pixels, quads)])


@pytest.mark.parametrize(
    ("face", "script", "lines"),
    [
        (CJK, "Hangul", KOREAN[:3]),
        (DEJAVU, "Cyrillic", RUSSIAN[:2]),
        (DEJAVU, "Arabic", ("المدير العام", "شركة النور للتجارة")),
        (DEJAVU, "Hebrew", ("מנהלת שיווק", "אורות הגליל")),
        (DEJAVU, "Georgian", ("გენერალური დირექტორი", "თბილისი")),
        (DEJAVU, "Armenian", ("Գլխավոր տնօրեն", "Արամ Սարգսյան")),
    ],
)
def test_a_script_is_told_by_the_picture_alone(
    rapid: RapidReader, detector: TextDetector, face: Face, script: str, lines: tuple[str, ...]
) -> None:
    assert [found.script for found in found_on(rapid, detector, face, *lines)] == [script] * len(lines)


def test_what_the_alphabet_has_is_no_other_script(rapid: RapidReader, detector: TextDetector) -> None:
    assert {found.script for found in found_on(rapid, detector, CJK, *KNOWN_LINES)} == {""}


def test_the_number_behind_a_label_is_no_foreign_letters(rapid: RapidReader, detector: TextDetector) -> None:
    picture = card_in(CJK, "전화번호 02-555-0123")
    [strip] = rapid.read_quads(picture.pixels, [box.quad for box in detector.find(picture)])
    found = foreign_in(strip)
    half = len(found.chances) / 2
    assert found.script == "Hangul"
    assert found.within(0, half * 0.6) > 0.7
    assert found.within(half * 1.1, half * 2) < 0.2


def line(script: str, evidence: float) -> Foreign:
    return Foreign(script, evidence, np.ones(4, np.float32))


def test_lines_of_a_card_speak_for_one_another() -> None:
    sure, likely, unlikely = line("Cyrillic", 30.0), line("Armenian", LIKELY), line("Cyrillic", LIKELY / 2)
    found = agreed([sure, likely, unlikely])
    assert [(each.script, each.likely) for each in found] == [("Cyrillic", True)] * 2 + [("Cyrillic", False)]
    assert agreed([likely, likely]) == [NONE, NONE]
    both = agreed([sure, line("Hebrew", SURE)])
    assert [found.script for found in both] == ["Cyrillic", "Hebrew"]
    assert agreed([]) == []


def test_what_the_recogniser_read_surely_weighs_little() -> None:
    assert agreed([line("Thai", SURE)])[0].script == "Thai"
    assert agreed([line("Thai", SURE)._replace(doubt=0.1)]) == [NONE]


def test_no_steps_are_no_evidence() -> None:
    assert foreign_in(NOTHING) == NONE
