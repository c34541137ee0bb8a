"""Two sides of a card make one contact: names paired, readings merged, different people kept apart."""

from cardscan.sides.joining import joined, joined_pages
from cardscan.sides.merging import merged
from cardscan.sides.pairing import pair_sides

__all__ = ["joined", "joined_pages", "merged", "pair_sides"]
