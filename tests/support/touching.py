"""What the network that parts cards would see of cards at given places."""

import numpy as np

from cardscan.cards.touching.seams import Parts
from cardscan.model import Quad


def parts(size: tuple[int, int], /, *quads: Quad, sure: float = 0.95, seen: tuple[Quad, ...] = ()) -> Parts:
    """Borders round upright `quads`, of which it made cards of `seen`, or all; `size`: width and height."""
    border, card = np.zeros(size[::-1], np.float32), np.zeros(size[::-1], np.float32)
    for (left, top), _, (right, bottom), _ in quads:
        card[int(top) : int(bottom), int(left) : int(right)] = sure
        for x in (left, right):
            border[int(top) - 3 : int(bottom) + 4, int(x) - 3 : int(x) + 4] = sure
        for y in (top, bottom):
            border[int(y) - 3 : int(y) + 4, int(left) - 3 : int(right) + 4] = sure
    return Parts(np.array(seen or quads, np.float32).reshape(-1, 4, 2), border, card)
