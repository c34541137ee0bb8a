"""Cards that touch: where one ends and the next begins."""

from cardscan.cards.touching.partition import partition
from cardscan.cards.touching.seams import MODEL, parts_of

__all__ = ["MODEL", "partition", "parts_of"]
