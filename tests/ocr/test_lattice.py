"""The recogniser's posteriors as plain data."""

import numpy as np
import pytest

from cardscan.ocr.lattice import lattice_of

ALPHABET = ("", "o", "0", "a")


def steps(*rows: tuple[float, ...]) -> "np.typing.NDArray[np.float32]":
    return np.array(rows, np.float32)


def test_what_is_nearly_as_likely_stays_with_what_it_costs() -> None:
    [step] = lattice_of(steps((0.0, 0.6, 0.3, 0.1)), ALPHABET)
    assert [letter for letter, _ in step] == ["o", "0", "a"]
    assert [cost for _, cost in step] == pytest.approx([0, np.log(2), np.log(6)], abs=0.01)


def test_what_cannot_be_is_left_out() -> None:
    assert lattice_of(steps((0.0, 0.99999, 1e-5, 0.0)), ALPHABET) == ((("o", 0.0),),)


def test_steps_that_say_the_same_are_one_and_doubtful_ones_stay() -> None:
    sure, blank, doubt = (0.0, 1.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.5, 0.5, 0.0)
    lattice = lattice_of(steps(sure, sure, blank, blank, sure, doubt, doubt), ALPHABET)
    assert ["".join(letter for letter, _ in step) for step in lattice] == ["o", "", "o", "o0", "o0"]
