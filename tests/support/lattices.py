"""Lattices as a reader gives them, from text."""

from collections.abc import Mapping

from cardscan.model import Lattice


def lattice(text: str, others: Mapping[int, tuple[str, float]] | None = None) -> Lattice:
    """Return a lattice that reads the text, with what some of its letters may be too, by their place."""
    steps = []
    for place, letter in enumerate(text):
        other = (others or {}).get(place)
        steps += [((letter, 0.0), *((other,) if other else ())), (("", 0.0),)]
    return tuple(steps)
