"""Drawn lines of many scripts: each step has the script of the word above it."""

import random
from itertools import islice

import numpy as np
import pytest

from cardscan.ocr.engine import HEIGHT, STEP
from cardscan.ocr.scripts import KNOWN
from scripts.learn.script_lines import SCRIPTS, Piece, drawn, known_lines, label_of, words_of
from scripts.pictures.faces import FACES, ROOT

DEJAVU = str(ROOT / FACES[-1].regular)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Иванов", "Cyrillic"),
        ("4층", "Hangul"),
        ("Weber", KNOWN),
        ("名刺", KNOWN),
        ("105", KNOWN),
        ("ნინო", "Georgian"),
    ],
)
def test_a_word_has_the_script_of_its_letters(word: str, label: str) -> None:
    assert label_of(word) == label


def test_lines_hold_words_of_their_script() -> None:
    rng = random.Random(4)
    known = known_lines(rng)
    assert len(list(islice(known, 20))) == 20
    for script in SCRIPTS:
        assert script in {piece.label for _ in range(5) for piece in words_of(rng, script, known)}


def test_the_steps_of_a_drawn_line_are_its_words() -> None:
    names = [KNOWN, "Cyrillic"]
    line = [Piece("Анна", "Cyrillic"), Piece("2026", KNOWN)]
    picture = drawn(random.Random(1), line, {"Cyrillic": [DEJAVU], KNOWN: [DEJAVU]}, names)
    assert picture.pixels.shape[0] == HEIGHT
    assert len(picture.labels) == -(-picture.pixels.shape[1] // STEP)
    steps = picture.labels[picture.labels >= 0].tolist()
    assert steps == sorted(steps, reverse=True)
    assert set(steps) == {0, 1}
    assert np.ptp(picture.pixels) > 30
