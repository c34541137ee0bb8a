"""Two sides of a card make one contact: names paired, readings merged, different people kept apart."""

from cardscan.sides.joining import joined, joined_pages
from cardscan.sides.merging import merged
from cardscan.sides.pairing import may_be_a_side, pair_sides

__all__ = ["joined", "joined_pages", "may_be_a_side", "merged", "pair_sides"]
