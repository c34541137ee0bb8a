"""What the picture asks for a text: by how many nats it is less likely than the best reading of its line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cardscan.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardscan.model import Lattice

_BEFORE, _AFTER = -1, -2
"""Places in a sought text, beside those of its letters: not begun, and over."""

_State = tuple[int, str, bool]
"""The place in the sought text, the letter of the step before ("" for none) and whether a word goes on."""


def price(lattice: Lattice, sought: str, counts: Callable[[str], bool]) -> float:
    """Return the nats that the likeliest reading costs in which the text stands for itself; inf for never.

    Only letters that `counts` is true for are compared, small and without accents; for itself stands what
    no such letter touches. `sought` holds no others.

    >>> step = (("3", 0.0), ("8", 2.5))
    >>> price((((":", 0.0),), step, (("", 0.0),), (("1", 0.0),)), "81", str.isalnum)
    2.5
    >>> price((step, (("1", 0.0),)), "8", str.isalnum)
    inf
    """
    states: dict[_State, float] = {(_BEFORE, "", False): 0.0}
    for step in lattice:
        grown: dict[_State, float] = {}
        for state, cost in states.items():
            for letter, more in step:
                for way in _ways(state, letter, sought, counts):
                    grown[way] = min(cost + more, grown.get(way, math.inf))
        states = grown
    ended = (cost for (place, _, _), cost in states.items() if place in (len(sought), _AFTER))
    return min(ended, default=math.inf)


def _ways(state: _State, letter: str, sought: str, counts: Callable[[str], bool]) -> list[_State]:
    """Return where a step that says this letter may lead; as in CTC, a letter that goes on is one letter."""
    place, last, within = state
    if not letter or letter == last:
        return [(place, letter, within)]
    read = "".join(sign for sign in fold(plain(letter)) if counts(sign))
    if place == _AFTER:
        return [(_AFTER, letter, False)]
    if not read:
        return [(_AFTER if place == len(sought) else place, letter, False)]
    ways = [(_BEFORE, letter, True)] if place == _BEFORE else []
    begins = max(place, 0)
    if sought.startswith(read, begins) and not (place == _BEFORE and within):
        ways.append((begins + len(read), letter, True))
    return ways
