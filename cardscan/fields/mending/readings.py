"""What a line may say besides its best reading, and by how many nats each is less likely."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Lattice

_Beam: TypeAlias = dict[tuple[str, bool], float]
"""Readings so far, each with whether a letter like its last would be another one; their costs, rising."""

_BEAM = 48
"""Readings followed at a time."""


def readings(lattice: Lattice, *, dearest: float) -> dict[str, float]:
    """Return the texts that cost at most so many nats, the cheapest first; a space is one space.

    Graves et al., "Connectionist Temporal Classification", ICML 2006: prefix search, with the best way
    through the lattice in place of the sum over all that spell a text.
    """
    beam: _Beam = {("", True): 0.0}
    for step in lattice:
        beam = _led_on(beam, step[0][0]) if len(step) == 1 and not step[0][1] else _grown(beam, step, dearest)
    found: dict[str, float] = {}
    for (text, _), cost in beam.items():
        found[text.rstrip()] = min(cost, found.get(text.rstrip(), np.inf))
    return found


def _grown(beam: _Beam, step: Sequence[tuple[str, float]], dearest: float) -> _Beam:
    """Return the cheapest readings up to and with a step at which several letters may stand."""
    grown: _Beam = {}
    for (text, parted), cost in beam.items():
        for letter, more in step:
            total = cost + more
            if total > dearest:
                break
            way = _with_letter(text, letter, parted=parted)
            if total < grown.get(way, np.inf):
                grown[way] = total
    return {way: grown[way] for way in sorted(grown, key=grown.__getitem__)[:_BEAM]}


def _led_on(beam: _Beam, letter: str) -> _Beam:
    """Return the readings with a step at which one letter stands and costs nothing: in their order.

    Two thirds of all steps are such.
    """
    grown: _Beam = {}
    for (text, parted), cost in beam.items():
        grown.setdefault(_with_letter(text, letter, parted=parted), cost)
    return grown


def _with_letter(text: str, letter: str, *, parted: bool) -> tuple[str, bool]:
    """Return what a reading becomes, and whether the next letter is another one in any case."""
    if not letter or (letter == " " and text[-1:] in ("", " ")):
        return text, True
    if not parted and text.endswith(letter):
        return text, False
    return text + letter, False
