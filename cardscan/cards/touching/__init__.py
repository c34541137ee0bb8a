"""Cards that touch: where one ends and the next begins."""

from cardscan.cards.touching.fitting import fitted
from cardscan.cards.touching.networks import FITTING, SEAMS, Networks
from cardscan.cards.touching.overlooked import lone_cards, seen_cards, unread_cards
from cardscan.cards.touching.partition import partition
from cardscan.cards.touching.seams import parts_of

__all__ = [
    "FITTING",
    "SEAMS",
    "Networks",
    "fitted",
    "lone_cards",
    "partition",
    "parts_of",
    "seen_cards",
    "unread_cards",
]
