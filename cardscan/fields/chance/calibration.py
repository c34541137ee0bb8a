"""The chance that a proposal is right: logistic regressions over its evidence, one a kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Calibration:
    """What each kind of evidence is worth; scripts/learn/calibrate.py fits it."""

    weights: Mapping[str, Mapping[str, float]]
    """By kind of proposal, then by kind of evidence. None but "constant" is below 0, so that
    more evidence never makes a chance smaller."""

    def chance(self, kind: str, evidence: Mapping[str, float]) -> float:
        """Return the chance, 0 to 1, that a proposal with this evidence is right."""
        weights = self.weights.get(kind, {"odds": 1.0})
        score = sum(weights.get(name, 0.0) * amount for name, amount in evidence.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def read_calibration(text: str) -> Calibration:
    r"""Return the calibration that the text holds: lines of kind, evidence and weight, parted by tabs.

    >>> read_calibration("# origin\nname\todds\t0.9\n").weights["name"]["odds"]
    0.9
    """
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, name, weight = line.split("\t")
            weights.setdefault(kind, {})[name] = float(weight)
    return Calibration(weights)


@cache
def shipped_calibration() -> Calibration:
    """Return the calibration that comes with the program."""
    text = resources.files("cardscan.fields.chance").joinpath("calibration.txt").read_text(encoding="utf-8")
    return read_calibration(text)
