"""Cards that touch: where one ends and the next begins."""

from cardscan.cards.touching.overlooked import lone_cards, seen_cards, unread_cards
from cardscan.cards.touching.partition import partition
from cardscan.cards.touching.seams import MODEL, parts_of

__all__ = ["MODEL", "lone_cards", "partition", "parts_of", "seen_cards", "unread_cards"]
