"""What a line may say besides its best reading, and by how many nats each is less likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cardscan.model import Lattice

_BEAM = 48
"""Readings followed at a time."""


def readings(lattice: Lattice, *, dearest: float) -> dict[str, float]:
    """Return the texts that cost at most so many nats, the cheapest first; a space is one space.

    Graves et al., "Connectionist Temporal Classification", ICML 2006: prefix search, with the best way
    through the lattice in place of the sum over all that spell a text.
    """
    beam: dict[tuple[str, bool], float] = {("", True): 0.0}
    for step in lattice:
        grown: dict[tuple[str, bool], float] = {}
        for (text, parted), cost in beam.items():
            for letter, more in step:
                total = cost + more
                if total > dearest:
                    break
                if letter == " " and text[-1:] in ("", " "):
                    letter = ""
                ways = [(text, True)] if not letter else [(text + letter, False)]
                if letter and not parted and text.endswith(letter):
                    ways = [(text, False)]
                for way in ways:
                    if total < grown.get(way, np.inf):
                        grown[way] = total
        beam = dict(sorted(grown.items(), key=lambda item: item[1])[:_BEAM])
    found: dict[str, float] = {}
    for (text, _), cost in beam.items():
        found[text.rstrip()] = min(cost, found.get(text.rstrip(), np.inf))
    return found
